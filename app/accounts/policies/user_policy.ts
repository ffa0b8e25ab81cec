import { BasePolicy } from '@adonisjs/bouncer'
import { mayAdminister } from '#app/accounts/roles'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class UserPolicy extends BasePolicy {
  list(user: SignedInUser) {
    return user.isAdministrator
  }

  /**
   * Actions that end someone's sessions or block them. Only a super administrator may apply them to
   * administrators.
   */
  manage(user: SignedInUser, person: Pick<SignedInUser, 'role' | 'mainrole'>) {
    return user.isSuperAdministrator || (user.mayAdminister && !mayAdminister(person))
  }

  /** Actions that create accounts for others. */
  invite(user: SignedInUser) {
    return user.mayAdminister
  }

  /** Can't be undone. */
  erase(user: SignedInUser) {
    return user.isSuperAdministrator
  }

  changeRole(user: SignedInUser) {
    return user.isSuperAdministrator
  }
}
