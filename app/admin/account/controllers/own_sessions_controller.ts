import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { dashboardActor } from '#app/accounts/actors'
import EndAllSessions from '#app/accounts/actions/end_all_sessions'
import EndSession from '#app/accounts/actions/end_session'

@inject()
export default class OwnSessionsController {
  constructor(
    private endSession: EndSession,
    private endAllSessions: EndAllSessions
  ) {}

  async end(ctx: HttpContext) {
    const { params, response, session } = ctx
    const user = currentAdministrator(ctx)
    await this.endSession.handle({
      actor: dashboardActor(ctx),
      userId: user.id,
      sessionId: params.id,
    })
    session.flash('notice', 'Session signed out.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }

  async endOthers(ctx: HttpContext) {
    const { response, session } = ctx
    const user = currentAdministrator(ctx)
    await this.endAllSessions.handle({
      actor: dashboardActor(ctx),
      userId: user.id,
      but: user.session.id,
    })
    session.flash('notice', 'All your other sessions are signed out.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }
}
