import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import EndSession from '#app/accounts/actions/end_session'
import SignInToDashboard from '#app/accounts/actions/sign_in_to_dashboard'
import { clearDashboardCookie } from '#app/accounts/dashboard_cookie'
import { dashboardSignInValidator } from '#app/accounts/validators/dashboard'
import { enter, keepPending } from '#app/admin/session/pending_sign_in'
import { dashboardActor } from '#app/accounts/actors'
import { deviceOf } from '#app/identity/device'

@inject()
export default class SignInsController {
  constructor(
    private signIn: SignInToDashboard,
    private endSession: EndSession
  ) {}

  create({ view }: HttpContext) {
    return view.render('admin/session/sign_in')
  }

  async store(ctx: HttpContext) {
    const { request, response, session } = ctx
    const input = await request.validateUsing(dashboardSignInValidator)
    const { remember = false } = input
    const device = deviceOf(request)
    const { pending, token } = await this.signIn.byPassword({ ...input, remember, device })
    if (token) return enter(ctx, { token, remember })
    keepPending(session, pending)
    return response.redirect().status(303).toRoute('admin.sign_in.code')
  }

  async destroy(ctx: HttpContext) {
    const { response, session } = ctx
    const user = currentAdministrator(ctx)
    const own = { actor: dashboardActor(ctx), userId: user.id, sessionId: user.session.id }
    await this.endSession.handle(own)
    clearDashboardCookie(response)
    session.clear()
    session.regenerate()
    session.flash('notice', 'You have signed out.')
    return response.redirect().status(303).toRoute('admin.sign_in')
  }
}
