import { inject } from '@adonisjs/core'
import AccessTokens from '#app/accounts/access_tokens'
import CheckCredentials from '#app/accounts/actions/check_credentials'
import User from '#app/accounts/models/user'
import WrongCredentials from '#app/accounts/exceptions/wrong_credentials'

/** Exchanges an e-mail and a password for an access token. */
@inject()
export default class SignIn {
  constructor(
    private accessTokens: AccessTokens,
    private checkCredentials: CheckCredentials
  ) {}

  /**
   * @throws {WrongCredentials}
   * @throws {AccountBlocked}
   */
  async handle({
    userAgent,
    ...credentials
  }: {
    email: string
    password: string
    /** Names the token in the list of active sessions. */
    userAgent: string
  }): Promise<{ user: User; token: string }> {
    const user = await this.checkCredentials.handle(credentials)
    const token = await this.accessTokens.issue(user, userAgent)

    // A concurrent password reset or block may have ended all sessions except this one.
    const current = await User.findOrFail(user.id)
    if (current.password !== user.password || current.blockedAt) {
      await this.accessTokens.revoke(token.id)
      throw new WrongCredentials()
    }
    return { user, token: token.text }
  }
}
