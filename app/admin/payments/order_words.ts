import type {
  DisputeState,
  OrderState,
  PaymentState,
  RefundState,
  Source,
} from '#app/payments/ledger/states'
import type { RefundOrigin } from '#app/payments/models/refund'

export interface Badge {
  label: string
  kind: 'good' | 'waiting' | 'bad' | 'plain'
  /** Lucide icon name. */
  icon?: string
}

const ORDER_BADGES: Record<OrderState, Badge> = {
  created: { label: 'Not paid', kind: 'waiting' },
  attempted: { label: 'Payment attempted', kind: 'waiting' },
  expired: { label: 'Expired', kind: 'plain', icon: 'clock-alert' },
  paid: { label: 'Paid', kind: 'good' },
  refunded: { label: 'Refunded', kind: 'plain', icon: 'undo-2' },
}

/** Badge of an order's state, for lists and its page. */
export function orderBadge({
  state,
  refundedInPaise,
}: {
  state: OrderState
  refundedInPaise: number
}): Badge {
  const isPartly = state === 'paid' && Number(refundedInPaise) > 0
  return isPartly ? { label: 'Partly refunded', kind: 'good', icon: 'undo-2' } : ORDER_BADGES[state]
}

/** Razorpay's names of the ways to pay. */
const METHODS: Record<string, string> = {
  card: 'Card',
  emi: 'EMI',
  netbanking: 'Net banking',
  upi: 'UPI',
  wallet: 'Wallet',
}

/** Names the way in which a payment was made; a new one by Razorpay's own name. */
export function paymentMethod(method: string | null): string {
  return method === null ? 'Unknown' : (METHODS[method] ?? method)
}

export const PAYMENT_BADGES: Record<PaymentState, Badge> = {
  created: { label: 'Started', kind: 'waiting' },
  failed: { label: 'Failed', kind: 'bad' },
  authorized: { label: 'Authorized', kind: 'waiting' },
  captured: { label: 'Captured', kind: 'good' },
  partially_refunded: { label: 'Partly refunded', kind: 'good', icon: 'undo-2' },
  refunded: { label: 'Refunded', kind: 'plain', icon: 'undo-2' },
}

export const REFUND_BADGES: Record<RefundState, Badge> = {
  requested: { label: 'Requested', kind: 'waiting' },
  pending: { label: 'Pending', kind: 'waiting' },
  failed: { label: 'Failed', kind: 'bad' },
  processed: { label: 'Processed', kind: 'good' },
}

/** Requesters of refunds that no person requested by name. */
export const REFUND_ORIGINS: Record<RefundOrigin, string> = {
  administrator: 'Administrator',
  console: 'Console',
  system: 'Theta',
  gateway: 'Razorpay’s dashboard',
}

export const DISPUTE_BADGES: Record<DisputeState, Badge> = {
  open: { label: 'Open', kind: 'bad', icon: 'gavel' },
  under_review: { label: 'Under review', kind: 'waiting' },
  won: { label: 'Won', kind: 'good' },
  lost: { label: 'Lost', kind: 'bad' },
  closed: { label: 'Closed', kind: 'plain' },
}

/** Origins of changes; administrators and the console are named instead. */
export const SOURCE_WORDS: Record<Source, string> = {
  callback: 'Learner’s browser',
  webhook: 'Webhook from Razorpay',
  reconciliation: 'Check with Razorpay',
  administrator: 'Administrator',
  console: 'Console',
  system: 'Theta',
}
