import { errors, type symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'

/**
 * Base of the guards: finds the user with a single query for any credential of the request. Auth's
 * own guards look up the credential and then its user, which costs a second query per request.
 */
export default abstract class LookupGuard<User> implements GuardContract<User> {
  declare [symbols.GUARD_KNOWN_EVENTS]: {}

  abstract readonly driverName: string
  authenticationAttempted = false
  isAuthenticated = false
  user?: User

  /** Returns the user whose valid credential the request carries, if any. */
  protected abstract lookUp(): Promise<User | null>

  /** Creates a credential for tests that call the API as this user. */
  abstract authenticateAsClient(user: User): Promise<AuthClientResponse>

  /** @throws {errors.E_UNAUTHORIZED_ACCESS} */
  getUserOrFail(): User {
    if (!this.user) {
      const options = { guardDriverName: this.driverName }
      throw new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', options)
    }
    return this.user
  }

  /** @throws {errors.E_UNAUTHORIZED_ACCESS} */
  async authenticate(): Promise<User> {
    await this.check()
    return this.getUserOrFail()
  }

  async check(): Promise<boolean> {
    if (this.authenticationAttempted) return this.isAuthenticated
    this.authenticationAttempted = true
    this.user = (await this.lookUp()) ?? undefined
    return (this.isAuthenticated = this.user !== undefined)
  }
}
