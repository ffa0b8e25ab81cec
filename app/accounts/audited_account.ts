import type { AuditTarget } from '#app/platform/audit/audit_actions'
import { truncate } from '#app/platform/text'

/** Columns that name a user have this length. */
const LONGEST_LABEL = 255

/** An account as the audit log names it. */
export function accountOf({
  id,
  name,
  email,
}: {
  id: string
  name: string
  email: string
}): AuditTarget {
  return { kind: 'account', id, label: labelOf({ name, email }) }
}

/** Names a user for the time when their account may be gone. */
export function labelOf({ name, email }: { name: string; email: string }): string {
  return truncate(`${name} (${email})`, LONGEST_LABEL)
}
