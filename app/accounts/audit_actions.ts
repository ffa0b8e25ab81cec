import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'session.opened': 'Signed in to the dashboard',
  'session.ended': 'Ended a session',
  'account.created': 'Created an account',
  'account.invited': 'Invited a person',
  'account.details_changed': 'Changed name or email',
  'account.role_changed': 'Changed a role',
  'account.blocked': 'Blocked an account',
  'account.unblocked': 'Unblocked an account',
  'account.password_changed': 'Changed own password',
  'account.password_reset': 'Reset own password by email',
  'account.reset_offered': 'Sent a password reset email',
  'account.exported': 'Exported personal data',
  'account.erased': 'Erased personal data',
  'account.second_factor_added': 'Set up two-factor authentication',
  'account.second_factor_replaced': 'Moved two-factor authentication to another app',
  'account.second_factor_removed': 'Turned off two-factor authentication',
  'account.second_factor_reset': 'Reset two-factor authentication',
  'account.recovery_codes_renewed': 'Generated new recovery codes',
} as const

export const auditTargets = ['account'] as const

export const auditAttributes = {
  account: {
    name: { label: 'Name' },
    email: { label: 'Email' },
    role: { label: 'Role', as: { user: 'Learner', admin: 'Administrator' } },
    mainrole: { label: 'Super administrator', as: { user: 'No', superadmin: 'Yes' } },
    ip: { label: 'Address' },
    userAgent: { label: 'Device' },
    sessions: { label: 'Sessions' },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
