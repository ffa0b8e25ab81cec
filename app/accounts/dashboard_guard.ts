import { errors, type symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import { readDashboardCookie } from '#app/accounts/dashboard_cookie'
import type DashboardUser from '#app/accounts/dashboard_user'
import type FindDashboardUser from '#app/accounts/queries/find_dashboard_user'

/** Signs in whoever has the cookie of a dashboard session that is open. */
export default class DashboardGuard implements GuardContract<DashboardUser> {
  declare [symbols.GUARD_KNOWN_EVENTS]: {}

  readonly driverName = 'dashboard_session'
  authenticationAttempted = false
  isAuthenticated = false
  user?: DashboardUser

  constructor(
    private ctx: HttpContext,
    private findDashboardUser: FindDashboardUser
  ) {}

  getUserOrFail(): DashboardUser {
    if (!this.user) throw this.refusal()
    return this.user
  }

  /** @throws {errors.E_UNAUTHORIZED_ACCESS} */
  async authenticate(): Promise<DashboardUser> {
    if (!(await this.check())) throw this.refusal()
    return this.getUserOrFail()
  }

  async check(): Promise<boolean> {
    if (this.authenticationAttempted) return this.isAuthenticated
    this.authenticationAttempted = true

    const cookie = readDashboardCookie(this.ctx.request)
    const user = cookie ? await this.findDashboardUser.handle(cookie) : null
    if (!user) return false
    this.user = user
    return (this.isAuthenticated = true)
  }

  async authenticateAsClient(): Promise<AuthClientResponse> {
    throw new Error('Sign in to the dashboard by its form: a session belongs to a device.')
  }

  private refusal() {
    return new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', {
      guardDriverName: this.driverName,
    })
  }
}
