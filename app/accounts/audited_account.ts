import type { AuditTarget } from '#app/platform/audit/audit_actions'
import { truncate } from '#app/platform/text'

/** Length of the columns that store a user's name in other tables. */
const LONGEST_LABEL = 255

/** Describes an account as an audit target. */
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

/** Returns a display name that remains after the account is deleted. */
export function labelOf({ name, email }: { name: string; email: string }): string {
  return truncate(`${name} (${email})`, LONGEST_LABEL)
}
