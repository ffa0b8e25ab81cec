import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'enrollment.granted': 'Gave access',
  'enrollment.revoked': 'Removed access',
  'enrollment.mail_resent': 'Resent access email',
} as const

export const auditTargets = ['enrollment'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
