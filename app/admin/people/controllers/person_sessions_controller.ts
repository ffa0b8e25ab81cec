import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import EndAllSessions from '#app/accounts/actions/end_all_sessions'
import EndSession from '#app/accounts/actions/end_session'
import RevokeAccessToken from '#app/accounts/actions/revoke_access_token'
import User from '#app/accounts/models/user'
import UserPolicy from '#app/accounts/policies/user_policy'
import { dashboardActor } from '#app/accounts/actors'

/** Signs a person out of sessions and devices. */
@inject()
export default class PersonSessionsController {
  constructor(
    private endSession: EndSession,
    private revokeAccessToken: RevokeAccessToken,
    private endAllSessions: EndAllSessions
  ) {}

  async end(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const sessionId = String(ctx.params.session)
    await this.endSession.handle({ actor: dashboardActor(ctx), userId, sessionId })
    return this.back(ctx, 'Session signed out.')
  }

  async endToken(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const tokenId = Number(ctx.params.token)
    await this.revokeAccessToken.handle({ actor: dashboardActor(ctx), userId, tokenId })
    return this.back(ctx, 'Session signed out.')
  }

  async endAll(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const { id, session } = currentAdministrator(ctx)
    const but = id === userId ? session.id : undefined
    await this.endAllSessions.handle({ actor: dashboardActor(ctx), userId, but })
    return this.back(
      ctx,
      but ? 'All your other sessions are signed out.' : 'All sessions are signed out.'
    )
  }

  /** Administrators may always end their own sessions. */
  private async managed(ctx: HttpContext): Promise<string> {
    const { bouncer, params } = ctx
    const person = await User.findOrFail(params.id)
    if (person.id !== currentAdministrator(ctx).id)
      await bouncer.with(UserPolicy).authorize('manage', person)
    return person.id
  }

  private back({ params, response, session }: HttpContext, notice: string) {
    session.flash('notice', notice)
    return response.redirect().status(303).toPath(`/admin/people/${params.id}`)
  }
}
