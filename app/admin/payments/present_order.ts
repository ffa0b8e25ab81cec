import { nameIn } from '#app/accounts/audited_account'
import { linkTo } from '#app/admin/layout/navigation'
import { FINDING_WORDS } from '#app/admin/payments/finding_words'
import {
  DISPUTE_BADGES,
  orderBadge,
  PAYMENT_BADGES,
  paymentMethod,
  REFUND_BADGES,
  REFUND_ORIGINS,
} from '#app/admin/payments/order_words'
import { timelineOf } from '#app/admin/payments/order_timeline'
import { offeredRefunds, reasonAgainstRefund } from '#app/admin/payments/offered_refunds'
import { razorpayLink } from '#app/admin/payments/razorpay_link'
import { TITLES } from '#app/payments/invoices/titles'
import type { DescribedOrder } from '#app/payments/queries/describe_order'

/** Formats an order for its page. */
export function presentOrder(described: DescribedOrder) {
  const { order, payments, refunds, disputes, documents, findings, isCourseThere } = described
  return {
    order,
    isCourseThere,
    badge: orderBadge(order),
    access: accessOf(described),
    razorpay: razorpayLink,
    payments: payments.map((payment) => ({
      payment,
      badge: PAYMENT_BADGES[payment.state],
      method: paymentMethod(payment.method),
      counts: payment.gatewayPaymentId === order.payment?.gatewayPaymentId,
    })),
    refunds: refunds.map((refund) => ({
      refund,
      badge: REFUND_BADGES[refund.state],
      by: refund.requestedBy ? nameIn(refund.requestedBy) : REFUND_ORIGINS[refund.origin],
    })),
    disputes: disputes.map((dispute) => ({ dispute, badge: DISPUTE_BADGES[dispute.state] })),
    openFindings: findings
      .filter(({ state }) => state === 'open')
      .map(({ id, kind }) => ({
        ...FINDING_WORDS[kind],
        link: linkTo('admin.payments.findings.show', id),
      })),
    documents: documents.map((document) => ({ document, title: TITLES[document.kind] })),
    offeredRefunds: offeredRefunds(described),
    noRefund: reasonAgainstRefund(described),
    timeline: timelineOf(described),
  }
}

/** Says whether the learner has the course; access matters as soon as money was received. */
function accessOf({ order, enrollment }: DescribedOrder) {
  if (enrollment) return { label: 'Has access', kind: 'good', icon: 'lock-open' }
  return order.paidAt ? { label: 'No access', kind: 'waiting', icon: 'lock' } : null
}
