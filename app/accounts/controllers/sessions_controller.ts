import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import AccessTokens from '#app/accounts/access_tokens'
import SignIn from '#app/accounts/actions/sign_in'
import { userJson } from '#app/accounts/transformers/user_transformer'
import { deviceOf } from '#app/identity/device'
import { signInValidator } from '#app/accounts/validators/accounts'

@inject()
export default class SessionsController {
  constructor(
    private signIn: SignIn,
    private accessTokens: AccessTokens
  ) {}

  async store({ request }: HttpContext) {
    const credentials = await signInValidator.validate(request.body())
    const { user, token } = await this.signIn.handle({
      ...credentials,
      userAgent: deviceOf(request).userAgent,
    })
    return {
      message: `Welcome back, ${user.name}.`,
      token,
      user: userJson(user),
    }
  }

  async destroy(ctx: HttpContext) {
    await this.accessTokens.revoke(currentUser(ctx).token.id)
    return { message: 'You are signed out.' }
  }
}
