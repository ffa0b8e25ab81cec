import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'media.removed': 'Removed a file that nothing uses',
  'upload.dismissed': 'Dismissed an upload that had failed',
} as const

export const auditTargets = ['media'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
