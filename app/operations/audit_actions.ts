import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'demo.seeded': 'Added the demo data',
  'mongo.restored': 'Restored a dump of MongoDB',
  'data.backed_up': 'Created a backup',
  'data.restored': 'Restored a backup',
  'theta.imported': 'Imported the older system',
} as const

export const auditTargets = ['data'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
