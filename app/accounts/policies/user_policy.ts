import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#app/accounts/models/user'

export default class UserPolicy extends BasePolicy {
  list(user: User) {
    return user.isAdministrator
  }

  changeRole(user: User) {
    return user.isSuperAdministrator
  }
}
