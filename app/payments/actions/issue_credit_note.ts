import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import seller from '#config/seller'
import IssueInvoice from '#app/payments/actions/issue_invoice'
import StoreInvoice from '#app/payments/actions/store_invoice'
import { splitCredit, untaxed } from '#app/payments/gst/tax_split'
import Invoice from '#app/payments/models/invoice'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import ReportedPayment from '#app/payments/models/reported_payment'

interface GivenBack {
  orderId: string
  /** Id of the `ReportedPayment` whose money was given back. */
  reportedPaymentId: string
  amountInPaise: number
  at: DateTime
  origin: { refundId: string } | { disputeId: string }
}

/**
 * Issues the credit note of money that was given back for an invoiced payment, once. Credit notes of an invoice never
 * add up to more than it.
 */
@inject()
export default class IssueCreditNote {
  constructor(
    private issueInvoice: IssueInvoice,
    private storeInvoice: StoreInvoice
  ) {}

  /** @returns the credit note, also if it was issued before; undefined if there is nothing to correct */
  async handle(given: GivenBack, trx: TransactionClientContract): Promise<Invoice | undefined> {
    const { orderId, origin } = given
    const order = await Order.query({ client: trx }).where('id', orderId).forUpdate().first()
    const known = await Invoice.query({ client: trx }).where(origin).first()
    if (known || !order) return known ?? undefined
    if (!(await counts(given, trx))) return undefined

    // The refund may have been reported before the job that issues the invoice ran.
    const invoice = await this.issueInvoice.issue(orderId, trx)
    if (!invoice) return undefined
    const credited = await sumOfCreditNotes(invoice, trx)
    const total = Math.min(given.amountInPaise, invoice.totalInPaise - credited)
    return total > 0 ? this.store(order, invoice, { given, credited, total }, trx) : undefined
  }

  /** Repeats the invoice's parties, rate and place of supply, whatever they are by now. */
  private store(
    order: Order,
    invoice: Invoice,
    { given, credited, total }: { given: GivenBack; credited: number; total: number },
    trx: TransactionClientContract
  ): Promise<Invoice> {
    const { snapshot, rate, sac, sellerState, placeOfSupply, isTaxed } = invoice
    const place = { rate, seller: sellerState!, placeOfSupply: placeOfSupply! }
    const facts = {
      kind: 'credit_note',
      paidAt: given.at,
      seller: snapshot.seller,
      buyer: snapshot.buyer,
      description: snapshot.lines[0].description,
      sac,
      rate,
      list: total,
      discount: 0,
      total,
      split: isTaxed ? splitCredit(place, { credited, total }) : untaxed(total),
      currency: snapshot.currency,
      order: order.id,
      payment: snapshot.payment,
      refers: { number: snapshot.number, issuedAt: snapshot.issuedAt },
    } as const
    const origin = { ...given.origin, refersId: invoice.id }
    const prefix = seller.creditNotePrefix
    return this.storeInvoice.handle({ order, prefix, facts, origin, isTaxed }, trx)
  }
}

/** Returns whether the money was given back for the payment that counts for the order. */
async function counts(
  { orderId, reportedPaymentId }: GivenBack,
  trx: TransactionClientContract
): Promise<boolean> {
  const payment = await Payment.query({ client: trx }).where({ orderId }).first()
  const reported = await ReportedPayment.query({ client: trx })
    .where('id', reportedPaymentId)
    .first()
  return payment !== null && payment.gatewayPaymentId === reported?.gatewayPaymentId
}

async function sumOfCreditNotes({ id }: Invoice, trx: TransactionClientContract): Promise<number> {
  const notes = await Invoice.query({ client: trx }).where('refersId', id)
  return notes.reduce((sum, { totalInPaise }) => sum + totalInPaise, 0)
}
