import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import seller from '#config/seller'
import StoreInvoice from '#app/payments/actions/store_invoice'
import { splitTax, untaxed } from '#app/payments/gst/tax_split'
import { taxMonthOf } from '#app/payments/gst/financial_year'
import { describeBuyer, describeSeller } from '#app/payments/invoices/parties'
import Findings from '#app/payments/ledger/findings'
import Invoice from '#app/payments/models/invoice'
import Order from '#app/payments/models/order'
import type Payment from '#app/payments/models/payment'
import FindInvoiceablePayment from '#app/payments/queries/find_invoiceable_payment'

/** Issues the invoice of an order's captured payment, once; a receipt if the seller has no GSTIN. */
@inject()
export default class IssueInvoice {
  constructor(
    private findPayment: FindInvoiceablePayment,
    private storeInvoice: StoreInvoice,
    private findings: Findings
  ) {}

  async handle({ orderId }: { orderId: string }): Promise<void> {
    await db.transaction((trx) => this.issue(orderId, trx))
  }

  /** @returns the order's invoice, also if it was issued before; undefined if the order gets none */
  async issue(orderId: string, trx: TransactionClientContract): Promise<Invoice | undefined> {
    const order = await Order.query({ client: trx }).where('id', orderId).forUpdate().first()
    const issued = Invoice.query({ client: trx }).where({ orderId }).whereNull('refersId')
    const known = await issued.first()
    if (known || !order) return known ?? undefined
    const payment = await this.findPayment.handle(order, trx)
    return payment && this.store(order, payment, trx)
  }

  private async store(
    order: Order,
    payment: Payment,
    trx: TransactionClientContract
  ): Promise<Invoice> {
    const buyer = await describeBuyer(order.userId, trx)
    const isTaxed = seller.gstin !== null
    const total = Number(order.amountInPaise)
    const rate = isTaxed ? seller.gstRate : 0
    const place = { seller: seller.state!, placeOfSupply: buyer.state! }
    const facts = {
      kind: isTaxed ? 'invoice' : 'receipt',
      paidAt: order.paidAt ?? payment.createdAt,
      seller: describeSeller(),
      buyer,
      description: order.courseTitle,
      sac: seller.sac,
      rate,
      list: total + Number(order.discountInPaise),
      discount: Number(order.discountInPaise),
      total,
      split: isTaxed ? splitTax({ total, rate, ...place }) : untaxed(total),
      currency: order.currency,
      order: order.id,
      payment: payment.gatewayPaymentId,
    } as const
    const origin = { paymentId: payment.id }
    const invoice = { order, prefix: seller.invoicePrefix, facts, origin, isTaxed }
    const stored = await this.storeInvoice.handle(invoice, trx)
    if (isTaxed && buyer.stateAssumed) await this.findAssumedState(stored, trx)
    return stored
  }

  /** Reports once a month that buyers gave no State. */
  private async findAssumedState({ issuedAt, number }: Invoice, trx: TransactionClientContract) {
    const target = { kind: 'period', id: taxMonthOf(issuedAt) } as const
    await this.findings.openOnce({ kind: 'state_assumed', target, facts: { number } }, trx)
  }
}
