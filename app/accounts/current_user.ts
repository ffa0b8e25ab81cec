import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { accessTokenOf } from '#app/accounts/api_guard'
import type ApiUser from '#app/accounts/api_user'
import type DashboardUser from '#app/accounts/dashboard_user'

/** Returns the API's user. @throws {E_UNAUTHORIZED_ACCESS} */
export function currentUser(ctx: Pick<HttpContext, 'auth'>): ApiUser {
  return ctx.auth.use('api').getUserOrFail()
}

/** Returns the dashboard's user. @throws {E_UNAUTHORIZED_ACCESS} */
export function currentAdministrator(ctx: Pick<HttpContext, 'auth'>): DashboardUser {
  return ctx.auth.use('dashboard').getUserOrFail()
}

/**
 * Returns the API's user if the request has a valid token. For public routes that show more to some
 * users.
 */
export async function optionalUser(ctx: HttpContext): Promise<ApiUser | undefined> {
  if (!accessTokenOf(ctx.request.request)) return undefined
  ctx.auth = auth.createAuthenticator(ctx)
  const guard = ctx.auth.use('api')
  await guard.check()
  return guard.user
}

/**
 * Returns the user that the route's guard authenticated, whichever guard it is. Policies treat both
 * alike.
 */
export function authorizedUser({ auth: guards }: HttpContext): ApiUser | DashboardUser | null {
  return guards.use('api').user ?? guards.use('dashboard').user ?? null
}
