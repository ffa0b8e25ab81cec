import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type SignedInUser from '#app/accounts/signed_in_user'
import { bearerOf } from '#app/accounts/token_guard'

/** Who makes a request to a route that is open to everyone, and says more to some. */
export async function whoeverAsks(ctx: HttpContext): Promise<SignedInUser | undefined> {
  if (!bearerOf(ctx.request.request)) return undefined
  ctx.auth = auth.createAuthenticator(ctx)
  const guard = ctx.auth.use('api')
  await guard.check()
  return guard.user
}
