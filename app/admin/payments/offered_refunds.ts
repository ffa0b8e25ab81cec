import { isolated } from '#app/platform/text'
import { rupees } from '#app/admin/layout/formatters'
import { newId } from '#app/platform/ids'
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
  /** What follows if all that is left is refunded. */
  whole: string
  /** What follows if a part is refunded. */
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
      whole: counts ? wholeOf(described) : 'This payment buys nothing: access stays as it is.',
      part: 'With a part refunded, access stays as it is.',
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

function leftOf(payment: ReportedPayment, { refunds }: DescribedOrder): number {
  const ofPayment = refunds.filter(({ paymentId }) => paymentId === payment.id)
  return Number(payment.amountInPaise) - liveSum(ofPayment)
}

function isDisputed({ id }: ReportedPayment, { disputes }: DescribedOrder): boolean {
  const final: readonly string[] = FINAL_DISPUTE_STATES
  return disputes.some(({ paymentId, state }) => paymentId === id && !final.includes(state))
}

function wholeOf({ order, enrollment, isOwnedOtherwise }: DescribedOrder): string {
  const name = isolated(order.user.name)
  if (!enrollment) return `${name} doesn’t have the course, so nothing is lost.`
  if (enrollment.grantedBy) return `${name} keeps the course, which was given by hand.`
  if (isOwnedOtherwise) return `${name} keeps the course, which another order pays for as well.`
  const title = `“${isolated(order.courseTitle)}”`
  return `${name} loses ${title} within a minute. Progress is kept, in case of another purchase.`
}

function documentOf({ documents }: DescribedOrder, counts: boolean): string {
  const invoice = documents.find(({ kind }) => kind !== 'credit_note')
  if (!counts || !invoice) return 'There is no invoice for this payment, so no credit note follows.'
  return `A credit note for ${invoice.number} is issued and emailed once Razorpay has paid the money back.`
}
