import { inject } from '@adonisjs/core'
import MemberTokens from '#app/members/member_tokens'

/** Finds the session that tokens belong to, even if they have expired or the session has ended. */
@inject()
export default class FindTokenSession {
  constructor(private tokens: MemberTokens) {}

  /** @returns `undefined` if neither token was issued here */
  async handle({
    accessToken = '',
    refreshToken = '',
  }: {
    accessToken?: string
    refreshToken?: string
  }): Promise<string | undefined> {
    const claims =
      (await this.tokens.readAccess(accessToken)) ?? (await this.tokens.readRefresh(refreshToken))
    return claims?.sessionId
  }
}
