import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import Outbox from '#app/platform/outbox/outbox'
import { sqlTime } from '#app/platform/sql/time'
import LedgerCase, {
  CONFIRMED_AFTER,
  type Origin,
  type Transition,
} from '#app/payments/ledger/ledger_case'
import type { SignedSighting } from '#app/payments/ledger/sighting'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'

/** Number of the last entry of an order. */
const LAST_NUMBER = '(select coalesce(max(number), 0) from ledger_entries where order_id = ?) + ?'

/** State of a target after its last entry. An order without entries was only created. */
const LAST_STATE = `coalesce((select to_state from ledger_entries where target_kind = ? and target_id = ?
  order by number desc limit 1), 'created')`

/** Opens cases on orders, and writes their changes as append-only entries. */
@inject()
export default class Ledger {
  constructor(
    private outbox: Outbox,
    private clock: Clock
  ) {}

  /** Locks an order, always before its payments and refunds. @throws if it does not exist */
  async open(orderId: string, origin: Origin, trx: TransactionClientContract): Promise<LedgerCase> {
    const order = await Order.query({ client: trx }).where('id', orderId).forUpdate().firstOrFail()
    const counting = await Payment.query({ client: trx }).where({ orderId }).first()
    return new LedgerCase({ order, counting, origin, trx, now: this.clock.now() })
  }

  /**
   * Locks a learner's unpaid order and marks it as paid, in one statement.
   * @returns undefined if there is no such order
   */
  async claim(
    { gatewayOrderId, userId, courseId, source }: SignedSighting,
    trx: TransactionClientContract
  ): Promise<LedgerCase | undefined> {
    const now = this.clock.now()
    const [row] = await trx
      .knexQuery()
      .from(Order.table)
      .where({ gateway_order_id: gatewayOrderId, user_id: userId, course_id: courseId })
      .whereIn('state', ['created', 'attempted', 'expired'])
      .whereNull('paid_at')
      .update({
        state: 'paid',
        paid_at: sqlTime(now),
        next_check_at: sqlTime(now.plus(CONFIRMED_AFTER)),
      })
      .returning('*')
    if (!row) return undefined
    const order = Order.$createFromAdapterResult(row) as unknown as Order
    return new LedgerCase({ order, counting: null, origin: { source }, trx, now, isClaimed: true })
  }

  /** Stores a case's order, entries and events. @returns the ids of the events' rows */
  async write(kase: LedgerCase): Promise<string[]> {
    if (kase.order.$isDirty) await kase.order.useTransaction(kase.trx).save()
    if (kase.transitions.length > 0) {
      const rows = kase.transitions.map((transition, index) => rowOf(kase, transition, index))
      await kase.trx.table(LedgerEntry.table).multiInsert(rows)
    }
    return this.outbox.addAll(kase.events, kase.trx)
  }
}

function rowOf(
  { order, origin: { source, actor }, trx, now }: LedgerCase,
  { kind, id, from, to, facts }: Transition,
  index: number
) {
  return {
    id: newId(),
    order_id: order.id,
    number: trx.raw(LAST_NUMBER, [order.id, index + 1]),
    target_kind: kind,
    target_id: id,
    from_state: from === undefined ? trx.raw(LAST_STATE, [kind, id]) : from,
    to_state: to,
    source,
    actor_id: actor?.userId ?? null,
    actor_label: actor?.label ?? null,
    facts: JSON.stringify(facts),
    created_at: sqlTime(now),
  }
}
