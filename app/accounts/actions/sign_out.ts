import type { AccessToken } from '@adonisjs/auth/access_tokens'
import { accessTokens } from '#app/accounts/access_tokens'
import type User from '#app/accounts/models/user'

/** Revokes the one token that the user signed in with. */
export default class SignOut {
  async handle({ user, token }: { user: User; token: AccessToken }): Promise<void> {
    await accessTokens.delete(user, token.identifier as number)
  }
}
