import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import SignIn from '#app/accounts/actions/sign_in'
import SignOut from '#app/accounts/actions/sign_out'
import UserTransformer from '#app/accounts/transformers/user_transformer'
import { signInValidator } from '#app/accounts/validators/accounts'

@inject()
export default class SessionsController {
  constructor(
    private signIn: SignIn,
    private signOut: SignOut
  ) {}

  async store({ request, serialize }: HttpContext) {
    const credentials = await signInValidator.validate(request.body())
    const { user, token } = await this.signIn.handle(credentials)
    return serialize({
      message: `Welcome back, ${user.name}.`,
      token,
      user: UserTransformer.transform(user),
    })
  }

  async destroy({ auth }: HttpContext) {
    const user = auth.getUserOrFail()
    await this.signOut.handle({ user, token: user.currentAccessToken })
    return { message: 'You are signed out.' }
  }

  show({ auth, serialize }: HttpContext) {
    return serialize({ user: UserTransformer.transform(auth.getUserOrFail()) })
  }
}
