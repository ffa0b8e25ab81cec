import { isolated } from '#app/platform/text'
import { rupees } from '#app/admin/layout/formatters'
import { newId } from '#app/platform/ids'
import { lostSum } from '#app/payments/ledger/lost_disputes'
import { liveSum } from '#app/payments/ledger/refund_effects'
import { FINAL_DISPUTE_STATES } from '#app/payments/ledger/states'
import type ReportedPayment from '#app/payments/models/reported_payment'
import type { DescribedOrder } from '#app/payments/queries/describe_order'

export interface OfferedRefund {
  /** Id of the dialog. */
  dialog: string
  gatewayPaymentId: string
  /** Repeated clicks send the same key, and so make one refund. */
  key: string
  left: string
  leftInPaise: number
  /** The payment buys the course. */
  counts: boolean
  /** What happens if all that is left is refunded. */
  whole: string
  /** What happens if a part is refunded. */
  part: string
  /** What becomes of the invoice. */
  document: string
}

/** Lists the payments of an order that can be refunded, with the consequences. */
export function offeredRefunds(described: DescribedOrder): OfferedRefund[] {
  return described.payments.flatMap((payment) => {
    const leftInPaise = leftOf(payment, described)
    if (!payment.capturedAt || leftInPaise <= 0 || isDisputed(payment, described)) return []
    const counts = payment.gatewayPaymentId === described.order.payment?.gatewayPaymentId
    return {
      dialog: `refund-${payment.id}`,
      gatewayPaymentId: payment.gatewayPaymentId,
      key: newId(),
      left: rupees(leftInPaise),
      leftInPaise,
      counts,
      whole: counts
        ? wholeOf(described)
        : 'This payment doesn’t pay for the course, so access doesn’t change.',
      part: 'A partial refund doesn’t change access.',
      document: documentOf(described, counts),
    }
  })
}

/** Says why nothing can be refunded although money was received. */
export function reasonAgainstRefund(described: DescribedOrder): string | null {
  const captured = described.payments.filter(({ capturedAt }) => capturedAt)
  const left = captured.filter((payment) => leftOf(payment, described) > 0)
  if (left.length === 0) return null
  const isFree = left.some((payment) => !isDisputed(payment, described))
  return isFree ? null : 'This payment is disputed. It can be refunded when the dispute has ended.'
}

function leftOf({ id, amountInPaise }: ReportedPayment, order: DescribedOrder): number {
  const refunds = order.refunds.filter(({ paymentId }) => paymentId === id)
  const disputes = order.disputes.filter(({ paymentId }) => paymentId === id)
  return Number(amountInPaise) - liveSum(refunds) - lostSum(disputes)
}

function isDisputed({ id }: ReportedPayment, { disputes }: DescribedOrder): boolean {
  const final: readonly string[] = FINAL_DISPUTE_STATES
  return disputes.some(({ paymentId, state }) => paymentId === id && !final.includes(state))
}

function wholeOf({ order, enrollment, isOwnedOtherwise }: DescribedOrder): string {
  const name = isolated(order.user.name)
  if (!enrollment) return `${name} doesn’t have access to the course, so nothing changes.`
  if (enrollment.grantedBy) return `${name} keeps the course, which an administrator granted.`
  if (isOwnedOtherwise) return `${name} keeps the course, which is also paid for by another order.`
  const title = `“${isolated(order.courseTitle)}”`
  return `${name} loses ${title} within a minute. Progress is kept in case they buy it again.`
}

function documentOf({ documents }: DescribedOrder, counts: boolean): string {
  const invoice = documents.find(({ kind }) => kind !== 'credit_note')
  if (!counts || !invoice)
    return 'There is no invoice for this payment, so no credit note is issued.'
  return `A credit note for ${invoice.number} is issued and emailed once Razorpay has paid the money back.`
}
