import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { accessTokenOf } from '#app/accounts/api_guard'
import type ApiUser from '#app/accounts/api_user'
import type DashboardUser from '#app/accounts/dashboard_user'

/** Returns the user of the API. @throws {E_UNAUTHORIZED_ACCESS} */
export function currentUser(ctx: Pick<HttpContext, 'auth'>): ApiUser {
  return ctx.auth.use('api').getUserOrFail()
}

/** Returns the user of the dashboard. @throws {E_UNAUTHORIZED_ACCESS} */
export function currentAdministrator(ctx: Pick<HttpContext, 'auth'>): DashboardUser {
  return ctx.auth.use('dashboard').getUserOrFail()
}

/** Returns the user of the API, if a valid token was sent: for public routes that show some users more. */
export async function optionalUser(ctx: HttpContext): Promise<ApiUser | undefined> {
  if (!accessTokenOf(ctx.request.request)) return undefined
  ctx.auth = auth.createAuthenticator(ctx)
  const guard = ctx.auth.use('api')
  await guard.check()
  return guard.user
}

/** Returns whom the route's guard let in, whichever of the two it was: policies decide about both alike. */
export function authorizedUser({ auth: guards }: HttpContext): ApiUser | DashboardUser | null {
  return guards.use('api').user ?? guards.use('dashboard').user ?? null
}
