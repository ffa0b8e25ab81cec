import type { Thing } from '#app/platform/audit/audit_actions'
import type User from '#app/accounts/models/user'

/** An enrollment as the audit log names it: by its learner, whose history it belongs to. */
export function enrollmentOf({ id, name, email }: User, courseTitle: string): Thing {
  return { kind: 'enrollment', id, label: `${courseTitle} – ${name} (${email})` }
}
