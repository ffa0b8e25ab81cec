import type { AuditTarget } from '#app/platform/audit/audit_actions'
import type User from '#app/accounts/models/user'

/** Identifies an enrollment in the audit log by its learner, whose history it belongs to. */
export function enrollmentOf({ id, name, email }: User, courseTitle: string): AuditTarget {
  return { kind: 'enrollment', id, label: `${courseTitle} – ${name} (${email})` }
}
