import { inject } from '@adonisjs/core'
import Dispute from '#app/payments/models/dispute'
import Finding from '#app/payments/models/finding'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import WebhookEvent from '#app/payments/models/webhook_event'
import FindInvoices, { type OrderInvoices } from '#app/payments/queries/find_invoices'

export interface OrderLedger {
  /** With its learner and the payment that counts. */
  order: Order
  payments: ReportedPayment[]
  refunds: Refund[]
  disputes: Dispute[]
  /** Webhooks about the order. */
  events: WebhookEvent[]
  history: LedgerEntry[]
  findings: Finding[]
  invoices: OrderInvoices
}

/** Describes an order with everything that the ledger knows about it, each list oldest first. */
@inject()
export default class DescribeLedger {
  constructor(private findInvoices: FindInvoices) {}

  /** @throws {E_ROW_NOT_FOUND} */
  async handle({ orderId }: { orderId: string }): Promise<OrderLedger> {
    const order = await Order.query()
      .where('id', orderId)
      .preload('user')
      .preload('payment')
      .firstOrFail()
    const invoices = await this.findInvoices.of([orderId])
    return {
      order,
      payments: await ReportedPayment.query().where({ orderId }).orderBy('id'),
      refunds: await Refund.query().where({ orderId }).preload('payment').orderBy('id'),
      disputes: await Dispute.query().where({ orderId }).orderBy('id'),
      events: await WebhookEvent.query().where({ orderId }).orderBy('id'),
      history: await LedgerEntry.query().where({ orderId }).orderBy('number'),
      findings: await Finding.query().where({ orderId }).orderBy('id'),
      invoices: invoices.get(orderId) ?? { invoice: null, creditNotes: [] },
    }
  }
}
