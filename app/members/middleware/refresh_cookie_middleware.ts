import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { currentMember } from '#app/members/current_member'
import InvalidRefreshToken from '#app/members/exceptions/invalid_refresh_token'
import FindRefreshSession from '#app/members/queries/find_refresh_session'
import { refreshCookieOf } from '#app/members/session_cookies'

/** Requires the refresh token of the member's session. */
@inject()
export default class RefreshCookieMiddleware {
  constructor(private findRefreshSession: FindRefreshSession) {}

  async handle(ctx: HttpContext, next: NextFn) {
    const { sessionId } = await this.findRefreshSession.handle(refreshCookieOf(ctx.request))
    if (sessionId !== currentMember(ctx).sessionId) throw new InvalidRefreshToken()
    return next()
  }
}
