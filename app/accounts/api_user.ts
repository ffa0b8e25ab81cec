import SignedInUser, { type SignedInUserAttributes } from '#app/accounts/signed_in_user'

/** User of an API request, with the access token used. */
export default class ApiUser extends SignedInUser {
  /** The access token of this request. */
  readonly token: { id: number; lastUsedAt: Date | null }

  constructor({ token, ...attributes }: SignedInUserAttributes & Pick<ApiUser, 'token'>) {
    super(attributes)
    this.token = token
  }
}
