import type { MemberRole } from '#app/members/roles'

/** Labels of roles on the message board. */
export const BOARD_ROLES: Record<MemberRole, string> = {
  USER: 'User',
  MEMBER: 'Member',
  ADMIN: 'Administrator',
}
