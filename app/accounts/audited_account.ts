import type { AuditTarget } from '#app/platform/audit/audit_actions'
import { truncate } from '#app/platform/text'

/** A label of `labelOf`. */
const NAME_AND_EMAIL = /^(?<name>.+) \([^()\s]+@[^()\s]+\)$/s

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

/** Returns the name in a label of `labelOf`; other labels, such as the console's, are names already. */
export function nameIn(label: string): string {
  return NAME_AND_EMAIL.exec(label)?.groups?.name ?? label
}
