import { appUrl } from '#config/app'
import type { CurrentMember } from '#app/members/current_member'

/** Columns of a member that clients see. */
export type MemberFields = Omit<CurrentMember, 'sessionId'>

export function memberJson({
  id,
  username,
  firstname,
  middlename,
  lastname,
  avatar,
  role,
}: MemberFields) {
  return { id, username, firstname, middlename, lastname, avatar: avatarUrl(avatar), role }
}

/** Absolute URL of an avatar. */
export function avatarUrl(key: string | null): string | null {
  return key && `${appUrl}/${key}`
}
