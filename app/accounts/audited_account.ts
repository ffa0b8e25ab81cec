import type { Thing } from '#app/platform/audit/audit_actions'

/** An account as the audit log names it. */
export function accountOf({ id, name, email }: { id: string; name: string; email: string }): Thing {
  return { kind: 'account', id, label: `${name} (${email})` }
}
