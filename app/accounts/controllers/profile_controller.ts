import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import { userJson } from '#app/accounts/transformers/user_transformer'

export default class ProfileController {
  show(ctx: HttpContext) {
    return { user: userJson(currentUser(ctx)) }
  }
}
