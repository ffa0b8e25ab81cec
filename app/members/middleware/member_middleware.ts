import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Requires a member, and sets the context's `auth`. */
export default class MemberMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)
    await ctx.auth.use('members').authenticate()
    return next()
  }
}
