import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'session.opened': 'Signed in to the dashboard',
  'session.ended': 'Ended a session',
  'account.created': 'Created an account',
  'account.role_changed': 'Changed a role',
  'account.blocked': 'Blocked an account',
  'account.unblocked': 'Lifted a block',
  'account.password_changed': 'Changed their password',
  'account.password_reset': 'Set a new password by a mailed link',
  'account.second_factor_added': 'Set up a second factor',
  'account.second_factor_replaced': 'Moved a second factor to another app',
  'account.second_factor_removed': 'Removed a second factor',
  'account.second_factor_reset': 'Took away a second factor that was lost',
  'account.recovery_codes_renewed': 'Made new recovery codes',
} as const

export const auditTargets = ['account'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
