import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'media.removed': 'Removed an unused file',
  'upload.dismissed': 'Dismissed a failed upload',
} as const

export const auditTargets = ['media'] as const

export const auditAttributes = {
  media: {
    size: { label: 'Size', as: 'bytes' },
    sizeInBytes: { label: 'Size', as: 'bytes' },
    purpose: { label: 'Purpose' },
    subject: { label: 'Belongs to' },
    reason: { label: 'Reason' },
    lastModified: { label: 'Stored', as: 'time' },
    since: { label: 'Started', as: 'time' },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
