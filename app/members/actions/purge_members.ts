import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'

/** Age at which nobody repeats a refresh any more. */
const SETTLED_AFTER = { hours: 1 }

/**
 * Deletes expired sessions, and refresh tokens that are expired, voided, or used with a successor
 * that the client has shown. Showing one of them later revokes the session as before, since the
 * session still exists but the token doesn't.
 */
@inject()
export default class PurgeMembers {
  constructor(private clock: Clock) {}

  async handle(): Promise<{ sessions: number; refreshTokens: number }> {
    const now = this.clock.now()
    const settled = sqlTime(now.minus(SETTLED_AFTER))
    const sessions = await MemberSession.query().where('expiresAt', '<=', sqlTime(now)).delete()
    const refreshTokens = await RefreshToken.query()
      .where('expiresAt', '<=', sqlTime(now))
      .orWhere('succeededAt', '<=', settled)
      .orWhere('voidedAt', '<=', settled)
      .delete()
    return { sessions: Number(sessions), refreshTokens: Number(refreshTokens) }
  }
}
