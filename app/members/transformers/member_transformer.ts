import { appUrl } from '#config/app'
import type { CurrentMember } from '#app/members/current_member'
import type Member from '#app/members/models/member'
import type { SignedTokens } from '#app/members/session_tokens'
import { isoTime } from '#app/members/transformers/iso_time'

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

/** Member as administrators see it. */
export function detailedMemberJson(member: Member) {
  return {
    ...memberJson(member),
    joinDate: isoTime(member.createdAt),
    lastUpdate: isoTime(member.updatedAt),
    lastActive: isoTime(member.lastActiveAt),
  }
}

/** Member who has just received tokens. */
export function signedInMemberJson({ member, accessToken }: SignedTokens) {
  return { ...memberJson(member), accessToken }
}
