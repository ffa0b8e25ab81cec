import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Payment from '#app/payments/models/payment'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

/** Selects the captured payment that gets an invoice. Those that the ledger took over from before have none. */
const IS_INVOICEABLE = `seen.gateway_payment_id = payments.gateway_payment_id
  and seen.captured_at is not null and seen.give_back_cause is null and seen.currency = payments.currency
  and seen.amount_in_paise >= payments.amount_in_paise and not exists (
    select 1 from ledger_entries where target_id = seen.id and facts = '{"takenOver":true}')`

@inject()
export default class CapturedPaymentsHaveInvoices extends Invariant {
  readonly condition = 'Each captured payment that counts for an order has an invoice'

  constructor(private events: WaitingEvents) {
    super()
  }

  async *violations() {
    for await (const payments of rowsInBatches(() => withoutInvoice()))
      for (const { id, orderId } of payments)
        if (!(await this.events.mention(orderId, id)) && (await this.isMissing(id)))
          yield `payment ${id} of order ${orderId}`
  }

  /** The event may have been carried out since the payment was read. */
  private async isMissing(id: string): Promise<boolean> {
    return (await withoutInvoice().where('id', id).first()) !== null
  }
}

function withoutInvoice() {
  return Payment.query()
    .whereNotExists(db.from('invoices').whereColumn('invoices.payment_id', 'payments.id'))
    .whereExists((query) => query.from('gateway_payments as seen').whereRaw(IS_INVOICEABLE))
}
