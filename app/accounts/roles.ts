import type { MainRole, Role } from '#app/accounts/models/user'

/** What operators call the combinations of `role` and `mainrole`. */
export const ROLES = {
  learner: { role: 'user', mainrole: 'user' },
  admin: { role: 'admin', mainrole: 'user' },
  super: { role: 'admin', mainrole: 'superadmin' },
} as const satisfies Record<string, { role: Role; mainrole: MainRole }>

export type RoleName = keyof typeof ROLES

export function isRoleName(name: string): name is RoleName {
  return Object.hasOwn(ROLES, name)
}

/** What to call someone's role. */
export function roleNameOf({ role, mainrole }: { role: Role; mainrole: MainRole }): RoleName {
  if (mainrole === 'superadmin') return 'super'
  return role === 'admin' ? 'admin' : 'learner'
}
