/*
 * Entities of Razorpay's API, with the members that are read here. Amounts are in paise, times in seconds since 1970.
 * Responses of `GET` requests show the present state; webhooks contain the state at the time of the event, and some of
 * their entities lack the members that are optional here.
 */

/** An order. Its checkout gets it exactly as the API returned it. */
export interface GatewayOrder {
  id: string
  entity: string
  amount: number
  amount_paid: number
  amount_due: number
  currency: string
  receipt: string | null
  offer_id: string | null
  status: (typeof ORDER_STATES)[number]
  attempts: number
  notes: GatewayNotes
  created_at: number
}

export interface GatewayPayment {
  id: string
  amount: number
  currency: string
  status: (typeof PAYMENT_STATES)[number]
  /** Null for payments without an order, which are never ours. */
  order_id: string | null
  /** Meaningful only in fetched payments: false if the money was given back without ever being captured. */
  captured: boolean
  amount_refunded: number
  refund_status: 'partial' | 'full' | null
  created_at: number
  method?: string
  international?: boolean
  /** The gateway's fee, including the tax on it. */
  fee?: number | null
  tax?: number | null
  email?: string | null
  contact?: string | null
  notes?: GatewayNotes
  error_code?: string | null
  error_description?: string | null
  error_source?: string | null
  error_step?: string | null
  error_reason?: string | null
}

export interface GatewayRefund {
  id: string
  amount: number
  currency: string
  payment_id: string
  /** The id of our refund; another value, or null, if the refund was made elsewhere. */
  receipt: string | null
  status: (typeof REFUND_STATES)[number]
  created_at: number
  notes?: GatewayNotes
  /** `arn` is the bank's reference, by which learners find the refund on their statement. */
  acquirer_data?: { arn?: string | null } | []
  speed_requested?: string | null
  speed_processed?: string | null
  batch_id?: string | null
}

export interface GatewayDispute {
  id: string
  payment_id: string
  amount: number
  currency: string
  /** 0 until the dispute is lost. */
  amount_deducted: number
  reason_code: string
  respond_by: number | null
  status: (typeof DISPUTE_STATES)[number]
  phase: string
  created_at: number
}

/** Razorpay sends an empty array, instead of an object, if there are none. */
export type GatewayNotes = Record<string, string> | string[]

const ORDER_STATES = ['created', 'attempted', 'paid'] as const
const PAYMENT_STATES = ['created', 'authorized', 'captured', 'refunded', 'failed'] as const
const REFUND_STATES = ['pending', 'processed', 'failed'] as const
const DISPUTE_STATES = ['open', 'under_review', 'won', 'lost', 'closed'] as const

/** Checks that a part of a response or webhook is an order. */
export function isGatewayOrder(value: unknown): value is GatewayOrder {
  const order = membersOf(value)
  return (
    isId(order.id) &&
    isMoney(order) &&
    isAmount(order.amount_paid ?? 0) &&
    isOneOf(ORDER_STATES, order.status)
  )
}

/** Checks that a part of a response or webhook is a payment. */
export function isGatewayPayment(value: unknown): value is GatewayPayment {
  const payment = membersOf(value)
  return (
    isId(payment.id) &&
    isMoney(payment) &&
    isNullOr(isId, payment.order_id) &&
    isOneOf(PAYMENT_STATES, payment.status)
  )
}

/** Checks that a part of a response or webhook is a refund. */
export function isGatewayRefund(value: unknown): value is GatewayRefund {
  const refund = membersOf(value)
  return (
    isId(refund.id) &&
    isId(refund.payment_id) &&
    isMoney(refund) &&
    isOneOf(REFUND_STATES, refund.status)
  )
}

/** Checks that a part of a response or webhook is a dispute. */
export function isGatewayDispute(value: unknown): value is GatewayDispute {
  const dispute = membersOf(value)
  return (
    isId(dispute.id) &&
    isId(dispute.payment_id) &&
    isMoney(dispute) &&
    isOneOf(DISPUTE_STATES, dispute.status)
  )
}

/** Returns the notes by name; none if there are none or the gateway sent an array. */
export function notesOf({ notes }: { notes?: GatewayNotes | null }): Record<string, string> {
  return notes && !Array.isArray(notes) ? notes : {}
}

/** Returns the bank's reference of a refund. */
export function bankReferenceOf({ acquirer_data: data }: GatewayRefund): string | null {
  return data && !Array.isArray(data) ? (data.arn ?? null) : null
}

type Members = Record<string, unknown>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,64}$/.test(value)
}

function isMoney({ amount, currency, created_at: createdAt }: Members): boolean {
  return isAmount(amount) && /^[A-Z]{3}$/.test(String(currency)) && isAmount(createdAt)
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isNullOr(check: (value: unknown) => boolean, value: unknown): boolean {
  return value === null || value === undefined || check(value)
}

function isOneOf(states: readonly string[], value: unknown): boolean {
  return states.includes(value as string)
}
