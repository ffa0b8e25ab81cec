import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import RegisterLearner from '#app/accounts/actions/register_learner'
import ResendActivationCode from '#app/accounts/actions/resend_activation_code'
import VerifyLearner from '#app/accounts/actions/verify_learner'
import {
  registerValidator,
  resendValidator,
  verifyValidator,
} from '#app/accounts/validators/accounts'

@inject()
export default class RegistrationsController {
  constructor(
    private registerLearner: RegisterLearner,
    private resendActivationCode: ResendActivationCode,
    private verifyLearner: VerifyLearner
  ) {}

  async store({ request }: HttpContext) {
    const input = await registerValidator.validate(request.body())
    const activationToken = await this.registerLearner.handle(input)
    return { message: 'We have sent a code to your e-mail.', activationToken }
  }

  async resend({ request }: HttpContext) {
    const { activationToken } = await resendValidator.validate(request.body())
    await this.resendActivationCode.handle({ activationToken })
    return { message: 'We have sent a new code to your e-mail.' }
  }

  async verify({ request }: HttpContext) {
    const { activationToken, otp } = await verifyValidator.validate(request.body())
    await this.verifyLearner.handle({ activationToken, code: otp })
    return { message: 'Your account is ready. Please sign in.' }
  }
}
