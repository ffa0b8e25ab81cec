import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'enrollment.granted': 'Gave access',
  'enrollment.revoked': 'Removed access',
  'enrollment.mail_resent': 'Resent access email',
  'order.refunded': 'Refunded a payment',
  'finding.solved': 'Solved a finding',
  'coupon.created': 'Created a coupon',
  'coupon.changed': 'Changed a coupon',
  'coupon.deleted': 'Deleted a coupon',
} as const

export const auditTargets = ['enrollment', 'order', 'finding', 'coupon'] as const

export const auditAttributes = {
  enrollment: {
    courseId: { label: 'Course', as: 'course' },
    reason: { label: 'Reason', isNote: true },
    grantedBy: { label: 'Given by' },
    since: { label: 'Access since', as: 'time' },
    to: { label: 'Sent to', isNote: true },
  },
  order: {
    amount: { label: 'Amount', as: 'rupees' },
    reason: { label: 'Reason', isNote: true },
    paymentId: { label: 'Payment' },
  },
  finding: {
    solution: { label: 'Solution' },
    note: { label: 'Note', isNote: true },
    orderId: { label: 'Order' },
  },
  coupon: {
    name: { label: 'Code' },
    discount: { label: 'Discount' },
    courses: { label: 'Courses' },
    minimumPrice: { label: 'Minimum price', as: 'rupees' },
    validFrom: { label: 'Valid from', as: 'time' },
    validUntil: { label: 'Valid until', as: 'time' },
    maxRedemptions: { label: 'Maximum uses' },
    maxPerLearner: { label: 'Maximum uses per learner' },
    isActive: { label: 'Active', as: 'yesNo' },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
