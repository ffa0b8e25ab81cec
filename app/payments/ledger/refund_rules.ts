import InvalidRefundAmount from '#app/payments/exceptions/invalid_refund_amount'
import NothingToRefund from '#app/payments/exceptions/nothing_to_refund'

/** Least amount that the gateway refunds. */
export const LEAST_REFUND_IN_PAISE = 100

/**
 * Decides how much of a payment is refunded: what was asked for, or all that is left. Nothing may remain that is too
 * little to be refunded later.
 *
 * @throws {NothingToRefund | InvalidRefundAmount}
 */
export function refundAmount(leftInPaise: number, askedInPaise?: number): number {
  if (leftInPaise <= 0) throw new NothingToRefund()
  const amount = askedInPaise ?? leftInPaise
  if (amount > leftInPaise)
    throw new InvalidRefundAmount(`Only ${rupees(leftInPaise)} of this payment is left.`)
  const rest = leftInPaise - amount
  if (amount < LEAST_REFUND_IN_PAISE || (rest > 0 && rest < LEAST_REFUND_IN_PAISE))
    throw new InvalidRefundAmount(
      'A refund must be at least ₹1, and must leave nothing or at least ₹1.'
    )
  return amount
}

function rupees(paise: number): string {
  return `₹${(paise / 100).toFixed(2)}`
}
