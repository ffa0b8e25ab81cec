import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { dashboardActor } from '#app/accounts/actors'
import ReplaceSecondFactor from '#app/accounts/actions/replace_second_factor'
import SecondFactorExpired from '#app/accounts/exceptions/second_factor_expired'
import { otherSecondFactorValidator } from '#app/accounts/validators/dashboard'
import { totpSetup } from '#app/admin/account/totp_setup'
import { forgetOffer, offeredSecret, offerSecret } from '#app/admin/account/offered_secret'

/** Replaces the authenticator app of an account. */
@inject()
export default class OtherSecondFactorController {
  constructor(private replaceSecondFactor: ReplaceSecondFactor) {}

  async create(ctx: HttpContext) {
    const { response, session, view } = ctx
    const { email, hasSecondFactor } = currentAdministrator(ctx)
    if (!hasSecondFactor) return response.redirect().toRoute('admin.account.second_factor.create')
    const secret = offeredSecret(session) ?? offerSecret(session)
    return view.render('admin/account/second_factor', {
      isOther: true,
      ...(await totpSetup(secret, email)),
    })
  }

  async store(ctx: HttpContext) {
    const { request, session, view } = ctx
    const user = currentAdministrator(ctx)
    const { code, currentPassword: password } = await request.validateUsing(
      otherSecondFactorValidator
    )
    const secret = offeredSecret(session)
    if (!secret) throw new SecondFactorExpired()
    const own = { actor: dashboardActor(ctx), userId: user.id, sessionId: user.session.id }
    const codes = await this.replaceSecondFactor.handle({ ...own, password, secret, code })
    forgetOffer(session)
    return view.render('admin/account/recovery_codes', { codes })
  }
}
