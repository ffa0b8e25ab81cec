import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'member.created': 'Created an administrator of the message board',
  'member.role_changed': 'Changed the role of a member',
  'member.deleted': 'Deleted a member',
  'member.session_revoked': 'Revoked a session whose refresh token was used twice',
  'member.session_ended': 'Signed a member out of a device',
  'member_message.removed': 'Removed a message',
  'member_message.restored': 'Restored a message',
} as const

export const auditTargets = ['member', 'member_message'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
