import type { HttpContext } from '@adonisjs/core/http'
import { userJson } from '#app/accounts/transformers/user_transformer'

export default class ProfileController {
  show({ auth }: HttpContext) {
    return { user: userJson(auth.getUserOrFail()) }
  }
}
