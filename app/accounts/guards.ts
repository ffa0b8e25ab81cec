import type { GuardConfigProvider } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import AccessTokens from '#app/accounts/access_tokens'
import ApiGuard from '#app/accounts/api_guard'
import DashboardGuard from '#app/accounts/dashboard_guard'
import FindApiUser from '#app/accounts/queries/find_api_user'
import FindDashboardUser from '#app/accounts/queries/find_dashboard_user'
import type { GuardsOf } from '#app/platform/capability'

/** Creates a guard for each request; the query behind it is shared. */
const api: GuardConfigProvider<(ctx: HttpContext) => ApiGuard> = {
  async resolver(_name, app) {
    const findApiUser = await app.container.make(FindApiUser)
    const accessTokens = await app.container.make(AccessTokens)
    return ({ request }) => new ApiGuard(request.request, findApiUser, accessTokens)
  },
}

const dashboard: GuardConfigProvider<(ctx: HttpContext) => DashboardGuard> = {
  async resolver(_name, app) {
    const findDashboardUser = await app.container.make(FindDashboardUser)
    return (ctx) => new DashboardGuard(ctx, findDashboardUser)
  },
}

const guards = { api, dashboard }

export default guards

declare module '#app/platform/capability' {
  interface DeclaredGuards extends GuardsOf<typeof guards> {}
}
