import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'enrollment.granted': 'Granted a course',
  'enrollment.revoked': 'Revoked a course',
  'enrollment.mail_resent': 'Sent a learner the mail about their course',
} as const

export const auditTargets = ['enrollment'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
