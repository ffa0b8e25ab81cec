import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'job.retried': 'Tried a job again',
  'job.discarded': 'Discarded a job',
} as const

export const auditTargets = ['job'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
