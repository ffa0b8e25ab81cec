import type { DateTime, DurationLike } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#app/platform/audit/actor'
import type OutboxEvent from '#app/platform/outbox/outbox_event'
import { higherOrderState, type OrderState, type Source } from '#app/payments/ledger/states'
import type { LedgerFacts, LedgerTarget } from '#app/payments/models/ledger_entry'
import type Order from '#app/payments/models/order'
import type Payment from '#app/payments/models/payment'

/** Origin of the changes of a case. */
export interface Origin {
  source: Source
  actor?: Actor
}

/** A change of state, to be stored as a ledger entry. */
export interface Transition {
  kind: LedgerTarget
  id: string
  /** `undefined` if only the ledger knows it. */
  from: string | null | undefined
  to: string
  facts: LedgerFacts
}

interface LockedOrder {
  order: Order
  /** The payment that counts, if there is one. */
  counting: Payment | null
  origin: Origin
  trx: TransactionClientContract
  now: DateTime
  /** The statement that locked the order has also marked it as paid. */
  isClaimed?: boolean
}

/** A callback's payment is confirmed at the gateway within a minute. */
export const CONFIRMED_AFTER = { seconds: 20 }

/**
 * A locked order and the changes that one transaction makes to it. They are collected here, and stored by
 * `Ledger.write`.
 */
export default class LedgerCase {
  readonly order: Order
  readonly origin: Origin
  readonly trx: TransactionClientContract
  readonly now: DateTime
  readonly isClaimed: boolean
  counting: Payment | null
  readonly transitions: Transition[] = []
  readonly events: { event: OutboxEvent; wait?: DurationLike }[] = []

  constructor({ order, counting, origin, trx, now, isClaimed = false }: LockedOrder) {
    this.order = order
    this.counting = counting
    this.origin = origin
    this.trx = trx
    this.now = now
    this.isClaimed = isClaimed
  }

  get learner() {
    return { userId: this.order.userId, courseId: this.order.courseId }
  }

  /** Returns whether a payment is the one that counts for the order. */
  counts({ gatewayPaymentId }: { gatewayPaymentId: string }): boolean {
    return this.counting?.gatewayPaymentId === gatewayPaymentId
  }

  note(transition: Transition): void {
    this.transitions.push(transition)
  }

  /** Adds an effect of the change. */
  emit(event: OutboxEvent, wait?: DurationLike): void {
    this.events.push({ event, wait })
  }

  /** Raises the order's state unless it is as high already. */
  raiseOrder(seen: OrderState, facts: LedgerFacts = {}): void {
    const { order } = this
    const state = higherOrderState(order.state, seen)
    if (state === order.state) return
    this.note({ kind: 'order', id: order.id, from: order.state, to: state, facts })
    order.state = state
  }

  /** Marks the order as paid. Unless the payment is captured, the gateway is asked about it soon. */
  markPaid(facts: LedgerFacts, { isCaptured }: { isCaptured: boolean }): void {
    const { order, now } = this
    if (this.isClaimed) {
      this.note({ kind: 'order', id: order.id, from: undefined, to: 'paid', facts })
      return
    }
    order.paidAt = now
    order.nextCheckAt = isCaptured ? null : now.plus(CONFIRMED_AFTER)
    this.raiseOrder('paid', facts)
  }

  /** Makes the order be checked at the gateway at this time or earlier. */
  checkBy(time: DateTime): void {
    const { order } = this
    if (!order.nextCheckAt || order.nextCheckAt > time) order.nextCheckAt = time
  }
}
