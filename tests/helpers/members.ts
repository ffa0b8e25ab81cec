import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import app from '@adonisjs/core/services/app'
import hash from '@adonisjs/core/services/hash'
import { issueCsrfToken } from '#app/members/csrf_tokens'
import MemberTokens from '#app/members/member_tokens'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'

export const MEMBER_PASSWORD = 'Correct-horse1@'

let passwordHash: Promise<string> | undefined
let members = 0

/** A member of the message board with the role USER, unless stated, whose password is `MEMBER_PASSWORD`. */
export async function aMember(attributes: Partial<Member> = {}): Promise<Member> {
  passwordHash ??= hash.make(MEMBER_PASSWORD)
  return Member.create({
    username: `member_${++members}`,
    firstname: 'Asha',
    middlename: null,
    lastname: 'Rao',
    avatar: null,
    role: 'USER',
    password: await passwordHash,
    lastActiveAt: DateTime.utc(),
    ...attributes,
  })
}

/** A session of a member on another device. */
export async function aMemberSession({ id }: Member, attributes: Partial<MemberSession> = {}) {
  return MemberSession.create({
    id: randomUUID(),
    memberId: id,
    ip: '203.0.113.7',
    userAgent: 'Browser: Firefox 140 Device: Unknown  DeviceType:  OS: Linux ',
    location: 'Unknown Location',
    lastUsedAt: DateTime.utc(),
    expiresAt: DateTime.utc().plus({ days: 7 }),
    ...attributes,
  })
}

/** A new session of a member, with all that its client sends: a Bearer token, both cookies and the CSRF header. */
export async function signedIn(member: Member) {
  const session = await aMemberSession(member)
  const tokens = await app.container.make(MemberTokens)
  const accessToken = await tokens.signAccess(member, session.id)
  const csrfToken = issueCsrfToken(session.id)
  return {
    session,
    accessToken,
    csrfToken,
    /** For `request.headers()`. */
    headers: {
      'authorization': `Bearer ${accessToken}`,
      'x-csrf-token': csrfToken,
      'cookie': `csrf-token=${csrfToken}`,
    },
  }
}
