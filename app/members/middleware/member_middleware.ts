import { inject } from '@adonisjs/core'
import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import Activity from '#app/members/activity'

/** Requires a member, sets the context's `auth`, and counts the request as activity. */
@inject()
export default class MemberMiddleware {
  constructor(private activity: Activity) {}

  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)
    const { id } = await ctx.auth.use('members').authenticate()
    this.activity.ping(id)
    return next()
  }
}
