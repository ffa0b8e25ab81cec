import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'enrollment.granted': 'Gave access',
  'enrollment.revoked': 'Removed access',
  'enrollment.mail_resent': 'Resent access email',
} as const

export const auditTargets = ['enrollment'] as const

export const auditAttributes = {
  enrollment: {
    courseId: { label: 'Course', as: 'course' },
    reason: { label: 'Reason', isNote: true },
    grantedBy: { label: 'Given by' },
    since: { label: 'Access since', as: 'time' },
    to: { label: 'Sent to', isNote: true },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
