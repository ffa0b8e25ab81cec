import type { IncomingMessage } from 'node:http'
import { errors, type symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'
import { accessTokens } from '#app/accounts/access_tokens'
import User from '#app/accounts/models/user'
import type FindTokenHolder from '#app/accounts/queries/find_token_holder'
import type TokenHolder from '#app/accounts/token_holder'

/**
 * Signs in whoever bears an access token. Unlike the stock guard, which asks for the token first and then for its
 * user, it gets both and the enrollments from one query.
 */
export default class TokenGuard implements GuardContract<TokenHolder> {
  declare [symbols.GUARD_KNOWN_EVENTS]: {}

  readonly driverName = 'access_tokens'
  authenticationAttempted = false
  isAuthenticated = false
  user?: TokenHolder

  constructor(
    private request: IncomingMessage,
    private findTokenHolder: FindTokenHolder
  ) {}

  getUserOrFail(): TokenHolder {
    if (!this.user) throw this.refusal()
    return this.user
  }

  /** @throws {errors.E_UNAUTHORIZED_ACCESS} */
  async authenticate(): Promise<TokenHolder> {
    if (!(await this.check())) throw this.refusal()
    return this.getUserOrFail()
  }

  async check(): Promise<boolean> {
    if (this.authenticationAttempted) return this.isAuthenticated
    this.authenticationAttempted = true

    const token = bearerOf(this.request)
    const holder = token && (await this.findTokenHolder.handle(token))
    if (!holder) return false
    this.user = holder
    return (this.isAuthenticated = true)
  }

  async authenticateAsClient({ id }: TokenHolder): Promise<AuthClientResponse> {
    const token = await accessTokens.create(await User.findOrFail(id))
    return { headers: { authorization: `Bearer ${token.value!.release()}` } }
  }

  private refusal() {
    return new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', {
      guardDriverName: this.driverName,
    })
  }
}

/**
 * The token of a request. The frontend sends it in a header named `token`, and the word `null` there when nobody is
 * signed in; an Authorization header goes before it.
 */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  const { authorization, token } = headers
  if (authorization) return /^bearer ([^ ]+)/i.exec(authorization)?.[1]
  return typeof token === 'string' && token !== 'null' ? token : undefined
}
