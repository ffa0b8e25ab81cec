import { inject } from '@adonisjs/core'
import SqlReader from '#app/platform/sql/sql_reader'
import ExpiredRefreshToken from '#app/members/exceptions/expired_refresh_token'
import InvalidRefreshToken from '#app/members/exceptions/invalid_refresh_token'
import MissingRefreshToken from '#app/members/exceptions/missing_refresh_token'
import MemberTokens from '#app/members/member_tokens'

/** Finds the session of a refresh token. */
@inject()
export default class FindRefreshSession {
  constructor(
    private tokens: MemberTokens,
    private reader: SqlReader
  ) {}

  /**
   * Doesn't tell whether the token has been used before.
   * @throws {MissingRefreshToken | InvalidRefreshToken | ExpiredRefreshToken}
   */
  async handle(token: string | undefined): Promise<{ jti: string; sessionId: string }> {
    if (!token) throw new MissingRefreshToken()
    const claims = await this.tokens.readRefresh(token)
    if (!claims) throw new InvalidRefreshToken()
    if (claims.isExpired) throw new ExpiredRefreshToken()

    const { jti, sessionId } = claims
    const session = await this.reader.first('select 1 from member_sessions where id = ?', [
      sessionId,
    ])
    if (!session) throw new InvalidRefreshToken()
    return { jti, sessionId }
  }
}
