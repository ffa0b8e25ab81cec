/** Origins of a change in the ledger. */
export const SOURCES = [
  'callback',
  'webhook',
  'reconciliation',
  'administrator',
  'console',
  'system',
] as const

export type Source = (typeof SOURCES)[number]

/** States in ascending order. A row only ever moves to a higher one. */
export const ORDER_STATES = ['created', 'attempted', 'expired', 'paid', 'refunded'] as const
export const PAYMENT_STATES = [
  'created',
  'failed',
  'authorized',
  'captured',
  'partially_refunded',
  'refunded',
] as const
export const REFUND_STATES = ['requested', 'pending', 'failed', 'processed'] as const

export type OrderState = (typeof ORDER_STATES)[number]
export type PaymentState = (typeof PAYMENT_STATES)[number]
export type RefundState = (typeof REFUND_STATES)[number]

/** Disputes have no ranks: the latest report counts, except that the final states stay. */
export const DISPUTE_STATES = ['open', 'under_review', 'won', 'lost', 'closed'] as const
export const FINAL_DISPUTE_STATES = ['won', 'lost', 'closed'] as const

export type DisputeState = (typeof DISPUTE_STATES)[number]

export function higherOrderState(current: OrderState, seen: OrderState): OrderState {
  return higher(ORDER_STATES, current, seen)
}

export function higherPaymentState(current: PaymentState, seen: PaymentState): PaymentState {
  return higher(PAYMENT_STATES, current, seen)
}

export function higherRefundState(current: RefundState, seen: RefundState): RefundState {
  return higher(REFUND_STATES, current, seen)
}

export function isFinalDisputeState(state: DisputeState): boolean {
  return (FINAL_DISPUTE_STATES as readonly string[]).includes(state)
}

export function refundStateOf(status: string): RefundState {
  const known = ['failed', 'processed'] as const
  return known.find((state) => state === status) ?? 'pending'
}

export function disputeStateOf(status: string): DisputeState {
  return DISPUTE_STATES.find((state) => state === status) ?? 'open'
}

function higher<State extends string>(
  states: readonly State[],
  current: State,
  seen: State
): State {
  return states.indexOf(seen) > states.indexOf(current) ? seen : current
}
