import Invariant from '#app/platform/invariants/invariant'
import { foundRows } from '#app/platform/invariants/found_rows'

/** Kinds of targets by table. An order without entries was only created. */
const TARGETS = [
  { kind: 'order', table: 'orders', first: `'created'` },
  { kind: 'payment', table: 'gateway_payments', first: `'–'` },
  { kind: 'refund', table: 'refunds', first: `'–'` },
  { kind: 'dispute', table: 'disputes', first: `'–'` },
] as const

const PAID_LATE = `select id, state from orders
  where paid_at is not null and state not in ('paid', 'refunded')`

export default class LedgerEndsInStates extends Invariant {
  readonly condition = 'The last ledger entry of everything is its state'

  async *violations() {
    for (const { kind, table, first } of TARGETS) {
      const last = `coalesce((select to_state from ledger_entries
        where target_kind = '${kind}' and target_id = ${table}.id
        order by number desc limit 1), ${first})`
      const different = `select id, state, ${last} as last from ${table} where state <> ${last}`
      for await (const row of foundRows<{ id: string; state: string; last: string }>(different))
        yield `${kind} ${row.id} is ${row.state}, but its last entry says ${row.last}`
    }
    for await (const { id, state } of foundRows<{ id: string; state: string }>(PAID_LATE))
      yield `order ${id} is paid, but its state is ${state}`
  }
}
