import type MemberSession from '#app/members/models/member_session'
import { isoTime } from '#app/members/transformers/iso_time'

export function sessionJson(
  { id, memberId, ip, userAgent, location, lastUsedAt, expiresAt }: MemberSession,
  currentId: string
) {
  return {
    sessionId: id,
    userId: memberId,
    userIp: ip,
    userAgent,
    userLocation: location,
    lastUsedOn: isoTime(lastUsedAt),
    expires: isoTime(expiresAt),
    currentSession: id === currentId,
  }
}
