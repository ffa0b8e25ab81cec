import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#app/identity/device'
import RequestPasswordReset from '#app/accounts/actions/request_password_reset'
import ResetPassword from '#app/accounts/actions/reset_password'
import { forgotValidator, resetValidator } from '#app/accounts/validators/accounts'

@inject()
export default class PasswordsController {
  constructor(
    private requestPasswordReset: RequestPasswordReset,
    private resetPassword: ResetPassword
  ) {}

  async forgot({ request }: HttpContext) {
    const { email } = await forgotValidator.validate(request.body())
    await this.requestPasswordReset.handle({ email })
    return { message: 'If there is an account with this e-mail, we have sent it a link.' }
  }

  async reset({ request }: HttpContext) {
    const data = { password: request.body().password, token: request.qs().token }
    const { token, password } = await request.validateUsing(resetValidator, { data })
    await this.resetPassword.handle({ token, password, device: deviceOf(request) })
    return { message: 'Your new password is set. Please sign in.' }
  }
}
