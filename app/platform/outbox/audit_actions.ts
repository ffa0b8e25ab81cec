import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'job.retried': 'Tried a job again',
  'job.discarded': 'Discarded a job',
} as const

export const auditTargets = ['job'] as const

export const auditAttributes = {
  job: {
    attempts: { label: 'Attempts' },
    lastError: { label: 'Error' },
    since: { label: 'Waiting since', as: 'time' },
    succeeded: { label: 'Succeeded', as: 'yesNo' },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
