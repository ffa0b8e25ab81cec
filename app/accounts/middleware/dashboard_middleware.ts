import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import { readDashboardCookie, writeDashboardCookie } from '#app/accounts/dashboard_cookie'

/** Lets those pass who are signed in to the dashboard, and gives the context its `auth`. */
export default class DashboardMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)

    const { session } = await ctx.auth.use('dashboard').authenticate()
    if (dashboardSessions.isToTouch(session.lastUsedAt)) {
      const { remembered } = await dashboardSessions.touch(session.id, ctx.request.ip())
      const token = readDashboardCookie(ctx.request) as string
      if (remembered) writeDashboardCookie(ctx.response, { token, remember: true })
    }
    return next()
  }
}
