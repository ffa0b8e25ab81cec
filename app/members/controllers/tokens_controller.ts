import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { bearerOf } from '#app/identity/bearer'
import { deviceOf } from '#app/identity/device'
import EndSessions from '#app/members/actions/end_sessions'
import RotateRefreshToken from '#app/members/actions/rotate_refresh_token'
import SignInMember from '#app/members/actions/sign_in_member'
import { succeed } from '#app/members/api'
import { checkCsrf } from '#app/members/check_csrf'
import FindRefreshSession from '#app/members/queries/find_refresh_session'
import FindTokenSession from '#app/members/queries/find_token_session'
import {
  clearSessionCookies,
  refreshCookieOf,
  setSessionCookies,
} from '#app/members/session_cookies'
import { signedInMemberJson } from '#app/members/transformers/member_transformer'
import { signInValidator } from '#app/members/validators/members'

@inject()
export default class TokensController {
  constructor(
    private signInMember: SignInMember,
    private rotateRefreshToken: RotateRefreshToken,
    private findRefreshSession: FindRefreshSession,
    private findTokenSession: FindTokenSession,
    private endSessions: EndSessions
  ) {}

  async store(ctx: HttpContext) {
    const credentials = await ctx.request.validateUsing(signInValidator)
    const signedIn = await this.signInMember.handle({
      ...credentials,
      device: deviceOf(ctx.request),
    })
    setSessionCookies(ctx, signedIn)
    return succeed(ctx, signedInMemberJson(signedIn))
  }

  async refresh(ctx: HttpContext) {
    const { jti, sessionId } = await this.findRefreshSession.handle(refreshCookieOf(ctx.request))
    checkCsrf(ctx.request, sessionId)
    const device = deviceOf(ctx.request)
    const refreshed = await this.rotateRefreshToken.handle({ jti, sessionId, device })
    setSessionCookies(ctx, refreshed)
    return succeed(ctx, signedInMemberJson(refreshed))
  }

  /** Signs out, whether or not the access token is still valid. */
  async destroy(ctx: HttpContext) {
    const { request, response } = ctx
    const tokenSession = await this.findTokenSession.handle({
      accessToken: bearerOf(request.request),
      refreshToken: refreshCookieOf(request),
    })
    await this.endSessions.signOut(checkCsrf(request, tokenSession))
    clearSessionCookies(ctx)
    return response.noContent()
  }
}
