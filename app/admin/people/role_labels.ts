import type { RoleName } from '#app/accounts/roles'

/** Labels of roles. */
export const ROLE_LABELS: Record<RoleName, string> = {
  learner: 'Learner',
  admin: 'Administrator',
  super: 'Super administrator',
}
