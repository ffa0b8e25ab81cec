import type { MainRole, Role } from '#app/accounts/models/user'

/** Names of roles for operators, each a combination of `role` and `mainrole`. */
export const ROLES = {
  learner: { role: 'user', mainrole: 'user' },
  admin: { role: 'admin', mainrole: 'user' },
  super: { role: 'admin', mainrole: 'superadmin' },
} as const satisfies Record<string, { role: Role; mainrole: MainRole }>

export type RoleName = keyof typeof ROLES

export function isRoleName(name: string): name is RoleName {
  return Object.hasOwn(ROLES, name)
}

interface Roles {
  role: Role
  mainrole: MainRole
}

export function isAdministrator({ role }: Roles): boolean {
  return role === 'admin'
}

export function isSuperAdministrator({ mainrole }: Roles): boolean {
  return mainrole === 'superadmin'
}

/** Returns whether a user has access to the dashboard. */
export function mayAdminister(user: Roles): boolean {
  return isAdministrator(user) || isSuperAdministrator(user)
}

/** Returns the display name of a user's role. */
export function roleNameOf({ role, mainrole }: Roles): RoleName {
  if (mainrole === 'superadmin') return 'super'
  return role === 'admin' ? 'admin' : 'learner'
}
