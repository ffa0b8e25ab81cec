import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import SignInToDashboard from '#app/accounts/actions/sign_in_to_dashboard'
import SignInExpired from '#app/accounts/exceptions/sign_in_expired'
import { secondFactorValidator } from '#app/accounts/validators/dashboard'
import { enter, pendingOf } from '#app/admin/session/pending_sign_in'
import { deviceOf } from '#app/identity/device'

/** Second step of sign-in: the one-time code. */
@inject()
export default class SignInCodesController {
  constructor(private signIn: SignInToDashboard) {}

  create({ response, session, view }: HttpContext) {
    if (!pendingOf(session)) return response.redirect().toRoute('admin.sign_in')
    return view.render('admin/session/code')
  }

  async store(ctx: HttpContext) {
    const { request, session } = ctx
    const pending = pendingOf(session)
    if (!pending) throw new SignInExpired()
    const { code } = await request.validateUsing(secondFactorValidator)
    const token = await this.signIn.byCode({ pending, code, device: deviceOf(request) })
    return enter(ctx, { token, remember: pending.remember })
  }
}
