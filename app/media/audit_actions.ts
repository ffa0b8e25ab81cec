import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'media.removed': 'Removed an unused file',
  'upload.dismissed': 'Dismissed a failed upload',
} as const

export const auditTargets = ['media'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
