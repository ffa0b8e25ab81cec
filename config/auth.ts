import { defineConfig } from '@adonisjs/auth'
import type {} from '@adonisjs/auth/initialize_auth_middleware' // declares the context's `auth`
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import DashboardGuard from '#app/accounts/dashboard_guard'
import FindDashboardUser from '#app/accounts/queries/find_dashboard_user'
import FindTokenHolder from '#app/accounts/queries/find_token_holder'
import TokenGuard from '#app/accounts/token_guard'

/** Guards are made for each request; one query serves all of a kind. */
const tokenGuard: GuardConfigProvider<(ctx: HttpContext) => TokenGuard> = {
  async resolver(_name, app) {
    const findTokenHolder = await app.container.make(FindTokenHolder)
    return ({ request }) => new TokenGuard(request.request, findTokenHolder)
  },
}

const dashboardGuard: GuardConfigProvider<(ctx: HttpContext) => DashboardGuard> = {
  async resolver(_name, app) {
    const findDashboardUser = await app.container.make(FindDashboardUser)
    return (ctx) => new DashboardGuard(ctx, findDashboardUser)
  },
}

const authConfig = defineConfig({
  default: 'api',
  guards: { api: tokenGuard, dashboard: dashboardGuard },
})

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
