import type { IncomingMessage } from 'node:http'
import type AccessTokens from '#app/accounts/access_tokens'
import type ApiUser from '#app/accounts/api_user'
import User from '#app/accounts/models/user'
import type FindApiUser from '#app/accounts/queries/find_api_user'
import { bearerOf } from '#app/identity/bearer'
import LookupGuard from '#app/identity/lookup_guard'

/** Authenticates API requests by access token. */
export default class ApiGuard extends LookupGuard<ApiUser> {
  readonly driverName = 'access_tokens'

  constructor(
    private request: IncomingMessage,
    private findApiUser: FindApiUser,
    readonly accessTokens: AccessTokens
  ) {
    super()
  }

  async authenticateAsClient({ id }: ApiUser) {
    const { text } = await this.accessTokens.issue(await User.findOrFail(id))
    return { headers: { authorization: `Bearer ${text}` } }
  }

  protected async lookUp(): Promise<ApiUser | null> {
    const token = accessTokenOf(this.request)
    return token ? this.findApiUser.handle(token) : null
  }
}

/**
 * Returns the access token of a request. The frontend sends it in a `token` header, which contains
 * the word `null` when nobody is signed in; an Authorization header takes precedence.
 */
export function accessTokenOf(request: IncomingMessage): string | undefined {
  if (request.headers.authorization) return bearerOf(request)
  const { token } = request.headers
  return typeof token === 'string' && token !== 'null' ? token : undefined
}
