import { inject } from '@adonisjs/core'
import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import { readDashboardCookie, writeDashboardCookie } from '#app/accounts/dashboard_cookie'

/** Requires a user who is signed in to the dashboard, and sets the context's `auth`. */
@inject()
export default class DashboardMiddleware {
  constructor(private dashboardSessions: DashboardSessions) {}

  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)

    const { session } = await ctx.auth.use('dashboard').authenticate()
    if (this.dashboardSessions.isToTouch(session.lastUsedAt)) {
      const { remembered } = await this.dashboardSessions.touch(session.id, ctx.request.ip())
      const token = readDashboardCookie(ctx.request) as string
      if (remembered) writeDashboardCookie(ctx.response, { token, remember: true })
    }
    return next()
  }
}
