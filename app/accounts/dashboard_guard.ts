import type { HttpContext } from '@adonisjs/core/http'
import { readDashboardCookie } from '#app/accounts/dashboard_cookie'
import type DashboardUser from '#app/accounts/dashboard_user'
import type FindDashboardUser from '#app/accounts/queries/find_dashboard_user'
import LookupGuard from '#app/identity/lookup_guard'

/** Authenticates dashboard requests by session cookie. */
export default class DashboardGuard extends LookupGuard<DashboardUser> {
  readonly driverName = 'dashboard_session'

  constructor(
    private ctx: HttpContext,
    private findDashboardUser: FindDashboardUser
  ) {
    super()
  }

  async authenticateAsClient(): Promise<never> {
    throw new Error('Sign in to the dashboard through its form, since sessions belong to devices.')
  }

  protected async lookUp(): Promise<DashboardUser | null> {
    const cookie = readDashboardCookie(this.ctx.request)
    return cookie ? this.findDashboardUser.handle(cookie) : null
  }
}
