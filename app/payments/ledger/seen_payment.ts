import type { GatewayOrder, GatewayPayment } from '#app/payments/gateways/gateway_entities'
import type { PaymentState } from '#app/payments/ledger/states'

/** A payment of one order, as a source saw it. */
export interface SeenPayment {
  gatewayPaymentId: string
  state: PaymentState
  amountInPaise: number
  currency: string
  /** The gateway's checkout signed that it pays the order. */
  isSigned: boolean
  isCaptured: boolean
  /** The gateway gave it back without ever capturing it. */
  isNeverCaptured: boolean
  entity?: GatewayPayment
}

/** Members that are kept as the last snapshot; the payer's contact details are not among them. */
const KEPT = [
  'id',
  'amount',
  'currency',
  'status',
  'order_id',
  'captured',
  'amount_refunded',
  'refund_status',
  'method',
  'international',
  'fee',
  'tax',
  'error_code',
  'error_description',
  'error_source',
  'error_step',
  'error_reason',
  'created_at',
] as const

/**
 * Reads a payment entity. Only its ids, amounts and status count. A refunded payment was captured before unless it was
 * given back automatically; only fetched entities can tell the two apart.
 */
export function seenPayment(entity: GatewayPayment, isFetched: boolean): SeenPayment {
  const { id, amount, currency, status } = entity
  const isRefunded = status === 'refunded'
  const isCaptured = status === 'captured' || (isRefunded && isFetched && entity.captured)
  return {
    gatewayPaymentId: id,
    state: isCaptured ? 'captured' : isRefunded ? 'authorized' : status,
    amountInPaise: amount,
    currency,
    isSigned: false,
    isCaptured,
    isNeverCaptured: isRefunded && isFetched && !entity.captured,
    entity,
  }
}

/** Describes a payment of which only the checkout's signature is known: it is authorized, for the order's amount. */
export function signedPayment(
  gatewayPaymentId: string,
  { amountInPaise, currency }: { amountInPaise: number; currency: string }
): SeenPayment {
  const money = { amountInPaise, currency }
  const flags = { isSigned: true, isCaptured: false, isNeverCaptured: false }
  return { gatewayPaymentId, state: 'authorized', ...money, ...flags }
}

export function snapshotOf(entity: GatewayPayment): string {
  return JSON.stringify(Object.fromEntries(KEPT.map((member) => [member, entity[member]])))
}

/** Joins the gateway's words for a failed payment; `null` if it did not fail. */
export function failureOf({
  error_code: code,
  error_description: text,
  error_reason: reason,
}: GatewayPayment) {
  const words = [code, reason, text].filter((word) => word && word !== 'NA')
  return words.length > 0 ? words.join(': ') : null
}

/**
 * Finds out why a payment does not pay an order. A payment above the amount is fine if the gateway's order says that it
 * was paid with it: it includes a fee for the learner.
 */
export function mismatchOf(
  order: { amountInPaise: number; currency: string },
  payment: { amountInPaise: number; currency: string },
  gatewayOrder?: GatewayOrder
): 'amount_mismatch' | 'currency_mismatch' | undefined {
  if (payment.currency !== order.currency) return 'currency_mismatch'
  if (payment.amountInPaise === order.amountInPaise) return undefined
  const isAbove = payment.amountInPaise > order.amountInPaise
  const isAccepted =
    gatewayOrder?.status === 'paid' && gatewayOrder.amount_paid >= order.amountInPaise
  return isAbove && isAccepted ? undefined : 'amount_mismatch'
}
