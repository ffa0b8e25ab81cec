import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class UserPolicy extends BasePolicy {
  list(user: SignedInUser) {
    return user.isAdministrator
  }

  changeRole(user: SignedInUser) {
    return user.isSuperAdministrator
  }
}
