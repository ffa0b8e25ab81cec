import SignedInUser, { type SignedInUserFacts } from '#app/accounts/signed_in_user'

/** Who makes a request of the API, by an access token. */
export default class TokenHolder extends SignedInUser {
  /** The access token of this request. */
  readonly token: { id: number; lastUsedAt: Date | null }

  constructor({ token, ...facts }: SignedInUserFacts & Pick<TokenHolder, 'token'>) {
    super(facts)
    this.token = token
  }
}
