/** Roles in ascending order. */
export const ROLES = ['USER', 'MEMBER', 'ADMIN'] as const

export type MemberRole = (typeof ROLES)[number]

/** Returns whether a role has the rights of another one. */
export function isAtLeast(role: MemberRole, required: MemberRole): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(required)
}
