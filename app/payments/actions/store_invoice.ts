import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import Outbox from '#app/platform/outbox/outbox'
import NumberDocument from '#app/payments/actions/number_document'
import SendInvoiceMail from '#app/payments/events/send_invoice_mail'
import type { TaxSplit } from '#app/payments/gst/tax_split'
import { composeSnapshot, type InvoiceFacts } from '#app/payments/invoices/snapshot'
import Invoice from '#app/payments/models/invoice'
import type Order from '#app/payments/models/order'

type Facts = Omit<InvoiceFacts, 'number' | 'financialYear' | 'issuedAt'>

interface NewInvoice {
  order: Order
  /** The series. */
  prefix: string
  facts: Facts
  /** Records that it is issued for. */
  origin: Partial<Pick<Invoice, 'paymentId' | 'refundId' | 'disputeId' | 'refersId'>>
  isTaxed: boolean
}

/** Numbers a document and stores what it says, for good. Emails it after the commit. */
@inject()
export default class StoreInvoice {
  constructor(
    private clock: Clock,
    private numberDocument: NumberDocument,
    private outbox: Outbox
  ) {}

  async handle(
    { order, prefix, facts, origin, isTaxed }: NewInvoice,
    trx: TransactionClientContract
  ): Promise<Invoice> {
    const issuedAt = this.clock.now().startOf('second')
    const number = await this.numberDocument.handle({ prefix, issuedAt }, trx)
    const snapshot = composeSnapshot({ ...facts, ...number, issuedAt })
    const ids = { userId: order.userId, orderId: order.id, ...origin }
    const row = { kind: facts.kind, ...number, ...ids, ...columnsOf(facts, issuedAt), isTaxed }
    const invoice = await Invoice.create({ ...row, snapshot }, { client: trx })
    const mail = new SendInvoiceMail({ invoiceId: invoice.id, userId: order.userId })
    await this.outbox.add(mail, trx)
    return invoice
  }
}

function columnsOf({ total, rate, sac, seller, buyer, split }: Facts, issuedAt: DateTime) {
  return {
    ...amountsOf(split),
    totalInPaise: total,
    rate,
    sac,
    sellerState: seller.state,
    placeOfSupply: buyer.state,
    buyerGstin: buyer.gstin,
    issuedAt,
  }
}

function amountsOf({ taxable, cgst, sgst, utgst, igst }: TaxSplit) {
  return {
    taxableInPaise: taxable,
    cgstInPaise: cgst,
    sgstInPaise: sgst + utgst,
    igstInPaise: igst,
  }
}
