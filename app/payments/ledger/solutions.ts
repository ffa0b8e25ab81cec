import type { FindingKind, Solution } from '#app/payments/ledger/finding_kinds'
import type Finding from '#app/payments/models/finding'

/** Solutions besides accepting a finding as it is. */
const OFFERED: Partial<Record<FindingKind, Solution[]>> = {
  amount_mismatch: ['refund', 'enroll'],
  currency_mismatch: ['refund', 'enroll'],
  second_payment: ['refund'],
  duplicate_purchase: ['refund'],
  course_gone: ['refund'],
  account_gone: ['refund'],
  payer_blocked: ['refund'],
  refund_failed: ['retry'],
  refund_unknown: ['retry'],
  dispute_lost: ['enroll'],
  coupon_over_limit: ['refund'],
  event_failed: ['retry'],
}

/** Lists what administrators can do about a finding. */
export function solutionsOf({ kind, state }: Pick<Finding, 'kind' | 'state'>): Solution[] {
  return state === 'open' ? ['accept', ...(OFFERED[kind] ?? [])] : []
}
