import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { dashboardActor } from '#app/accounts/actors'
import BeginSecondFactor from '#app/accounts/actions/begin_second_factor'
import ConfirmSecondFactor from '#app/accounts/actions/confirm_second_factor'
import RemoveSecondFactor from '#app/accounts/actions/remove_second_factor'
import ReplaceRecoveryCodes from '#app/accounts/actions/replace_recovery_codes'
import { confirmPasswordValidator, secondFactorValidator } from '#app/accounts/validators/dashboard'
import { totpSetup } from '#app/admin/account/totp_setup'

@inject()
export default class OwnSecondFactorController {
  constructor(
    private beginSecondFactor: BeginSecondFactor,
    private confirmSecondFactor: ConfirmSecondFactor,
    private replaceRecoveryCodes: ReplaceRecoveryCodes,
    private removeSecondFactor: RemoveSecondFactor
  ) {}

  async create(ctx: HttpContext) {
    const { response, view } = ctx
    const { id, email } = currentAdministrator(ctx)
    const secret = await this.beginSecondFactor.handle({ userId: id })
    if (!secret) return response.redirect().toRoute('admin.account.show')
    return view.render('admin/account/second_factor', await totpSetup(secret, email))
  }

  /**
   * Shows the recovery codes in the response itself: they are never stored in the session or URL, and a reload does
   * not show them again.
   */
  async store(ctx: HttpContext) {
    const { request, view } = ctx
    const user = currentAdministrator(ctx)
    const { code } = await request.validateUsing(secondFactorValidator)
    const input = { actor: dashboardActor(ctx), userId: user.id, sessionId: user.session.id, code }
    const codes = await this.confirmSecondFactor.handle(input)
    return view.render('admin/account/recovery_codes', { codes })
  }

  async renew(ctx: HttpContext) {
    const { request, view } = ctx
    const { id } = currentAdministrator(ctx)
    const { currentPassword } = await request.validateUsing(confirmPasswordValidator)
    const input = { actor: dashboardActor(ctx), userId: id, password: currentPassword }
    return view.render('admin/account/recovery_codes', {
      codes: await this.replaceRecoveryCodes.handle(input),
    })
  }

  async destroy(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { id } = currentAdministrator(ctx)
    const { currentPassword } = await request.validateUsing(confirmPasswordValidator)
    await this.removeSecondFactor.handle({
      actor: dashboardActor(ctx),
      userId: id,
      password: currentPassword,
    })
    session.flash('notice', 'Two-factor authentication is off.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }
}
