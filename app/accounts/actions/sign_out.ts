import { accessTokens } from '#app/accounts/access_tokens'

/** Revokes the one token that the user signed in with. */
export default class SignOut {
  async handle({ tokenId }: { tokenId: number }): Promise<void> {
    await accessTokens.revoke(tokenId)
  }
}
