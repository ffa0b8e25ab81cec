/** Kinds of findings, as administrators filter them. */
export const FINDING_KINDS = [
  'amount_mismatch',
  'currency_mismatch',
  'second_payment',
  'duplicate_purchase',
  'course_gone',
  'account_gone',
  'payer_blocked',
  'payment_not_captured',
  'refund_failed',
  'refund_conflict',
  'refund_unknown',
  'dispute_open',
  'dispute_lost',
  'order_adopted',
  'missing_at_gateway',
  'missing_here',
  'coupon_over_limit',
  'event_failed',
  'state_assumed',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** Causes of refunds that the application makes itself, which are findings if it must not. */
export type AutoRefundCause = Extract<
  FindingKind,
  'second_payment' | 'duplicate_purchase' | 'course_gone' | 'account_gone'
>

export const FINDING_TARGETS = [
  'order',
  'payment',
  'refund',
  'dispute',
  'event',
  'gateway',
  'period',
] as const

/**
 * Record that a finding is about. `gateway` targets are known by the gateway's id only, `period` ones by a month such
 * as 2026-11.
 */
export interface FindingTarget {
  kind: (typeof FINDING_TARGETS)[number]
  id: string
}

export const SOLUTIONS = ['accept', 'refund', 'enroll', 'retry'] as const

export type Solution = (typeof SOLUTIONS)[number]
