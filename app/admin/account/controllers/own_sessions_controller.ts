import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import EndSessions from '#app/accounts/actions/end_sessions'

@inject()
export default class OwnSessionsController {
  constructor(private endSessions: EndSessions) {}

  async end({ auth, params, response, session }: HttpContext) {
    const user = auth.use('dashboard').getUserOrFail()
    await this.endSessions.one({ userId: user.id, sessionId: params.id })
    session.flash('notice', 'The session has ended.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }

  async endOthers({ auth, response, session }: HttpContext) {
    const user = auth.use('dashboard').getUserOrFail()
    await this.endSessions.all({ userId: user.id, but: user.session.id })
    session.flash('notice', 'All your other sessions have ended.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }
}
