import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Dispute from '#app/payments/models/dispute'
import Refund from '#app/payments/models/refund'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

/** Selects the invoice that money given back reduces, unless credit notes have used it up. */
const isOfInvoice = (table: 'refunds' | 'disputes') => `refers_id is null
  and invoices.payment_id in (select payments.id from payments
    join gateway_payments on gateway_payments.gateway_payment_id = payments.gateway_payment_id
    where gateway_payments.id = ${table}.payment_id)
  and total_in_paise > (select coalesce(sum(notes.total_in_paise), 0) from invoices as notes
    where notes.refers_id = invoices.id)`

@inject()
export default class RefundsHaveCreditNotes extends Invariant {
  readonly condition =
    'Each processed refund and each lost dispute of an invoiced payment has a credit note'

  constructor(private events: WaitingEvents) {
    super()
  }

  async *violations() {
    for await (const refunds of rowsInBatches(() => refundsWithoutNote()))
      for (const { id } of refunds)
        if (
          !(await this.events.mention(id)) &&
          (await refundsWithoutNote().where('id', id).first())
        )
          yield `refund ${id}`
    for await (const disputes of rowsInBatches(() => disputesWithoutNote()))
      for (const { id } of disputes)
        if (
          !(await this.events.mention(id)) &&
          (await disputesWithoutNote().where('id', id).first())
        )
          yield `dispute ${id}`
  }
}

function refundsWithoutNote() {
  return Refund.query()
    .where('state', 'processed')
    .whereNotExists(db.from('invoices').whereColumn('invoices.refund_id', 'refunds.id'))
    .whereExists((query) => query.from('invoices').whereRaw(isOfInvoice('refunds')))
}

function disputesWithoutNote() {
  return Dispute.query()
    .where('state', 'lost')
    .whereNotExists(db.from('invoices').whereColumn('invoices.dispute_id', 'disputes.id'))
    .whereExists((query) => query.from('invoices').whereRaw(isOfInvoice('disputes')))
}
