import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import SqlReader from '#app/platform/sql/sql_reader'
import { type SqlTime, dateFromSql } from '#app/platform/sql/time'
import type { CurrentMember } from '#app/members/current_member'
import MemberTokens from '#app/members/member_tokens'

const SESSION = `
  select
    members.id, members.username, members.firstname, members.middlename, members.lastname,
    members.avatar, members.role, sessions.expires_at as "expiresAt"
  from member_sessions as sessions join members on members.id = sessions.member_id
  where sessions.id = ? and members.id = ?`

type SessionRow = Omit<CurrentMember, 'sessionId'> & { expiresAt: SqlTime }

/** Finds the member of an access token. */
@inject()
export default class FindCurrentMember {
  constructor(
    private tokens: MemberTokens,
    private reader: SqlReader,
    private clock: Clock
  ) {}

  /**
   * Reads account, role and session in one query, so that changes to them take effect at once.
   * @returns `null` for an invalid or expired token, and if the account or the session has ended
   */
  async handle(token: string): Promise<CurrentMember | null> {
    const claims = await this.tokens.readAccess(token)
    if (!claims || claims.isExpired) return null

    const { sessionId, memberId } = claims
    const row = await this.reader.first<SessionRow>(SESSION, [sessionId, memberId])
    if (!row || dateFromSql(row.expiresAt) <= this.clock.now().toJSDate()) return null
    const { expiresAt, ...member } = row
    return { ...member, sessionId }
  }
}
