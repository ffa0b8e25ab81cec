import { defineConfig } from '@adonisjs/auth'
import type {} from '@adonisjs/auth/initialize_auth_middleware' // declares `auth` on the HTTP context
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import AccessTokens from '#app/accounts/access_tokens'
import ApiGuard from '#app/accounts/api_guard'
import DashboardGuard from '#app/accounts/dashboard_guard'
import FindDashboardUser from '#app/accounts/queries/find_dashboard_user'
import FindApiUser from '#app/accounts/queries/find_api_user'

/** Creates a guard for each request; the query behind it is shared. */
const apiGuard: GuardConfigProvider<(ctx: HttpContext) => ApiGuard> = {
  async resolver(_name, app) {
    const findApiUser = await app.container.make(FindApiUser)
    const accessTokens = await app.container.make(AccessTokens)
    return ({ request }) => new ApiGuard(request.request, findApiUser, accessTokens)
  },
}

const dashboardGuard: GuardConfigProvider<(ctx: HttpContext) => DashboardGuard> = {
  async resolver(_name, app) {
    const findDashboardUser = await app.container.make(FindDashboardUser)
    return (ctx) => new DashboardGuard(ctx, findDashboardUser)
  },
}

/**
 * One guard per system. Auth requires a default, which code must not rely on: every call names its
 * guard.
 */
const authConfig = defineConfig({
  default: 'api',
  guards: { api: apiGuard, dashboard: dashboardGuard },
})

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
