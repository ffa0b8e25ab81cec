import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PAYMENTS = `insert into gateway_payments
  (id, gateway_payment_id, order_id, state, amount_in_paise, currency, captured_at, created_at, updated_at)
  select id, gateway_payment_id, order_id, 'captured', amount_in_paise, currency, created_at, created_at, created_at
  from payments where not exists (
    select 1 from gateway_payments as known where known.gateway_payment_id = payments.gateway_payment_id)`

const STATES = `update orders set state = 'paid' where paid_at is not null and state = 'created'`

/** Unpaid orders need no entry. Imported orders and payments share their ids, so their entries' ids differ. */
const ENTRIES = [
  {
    table: 'orders',
    values: `id, id, 1, 'order', id, state, coalesce(paid_at, created_at)`,
    where: `state = 'paid' and not exists (select 1 from ledger_entries where order_id = orders.id)`,
  },
  {
    table: 'gateway_payments',
    values: `'f' || substr(id, 2), order_id, 2, 'payment', id, state, created_at`,
    where: `not exists (select 1 from ledger_entries
      where target_kind = 'payment' and target_id = gateway_payments.id)`,
  },
]

export async function takeOverPayments(trx: TransactionClientContract): Promise<void> {
  await trx.rawQuery(PAYMENTS)
  await trx.rawQuery(STATES)
  for (const { table, values, where } of ENTRIES)
    await trx.rawQuery(`insert into ledger_entries
      (id, order_id, number, target_kind, target_id, to_state, created_at, source, facts)
      select ${values}, 'system', '{"takenOver":true}' from ${table} where ${where}`)
}

/**
 * Records payments that were inserted from elsewhere, such as those of an older Theta, as captured. They get no invoice.
 * Does nothing for payments that the ledger knows.
 */
export default class TakeOverPayments {
  async handle(): Promise<void> {
    await db.transaction((trx) => takeOverPayments(trx))
  }
}
