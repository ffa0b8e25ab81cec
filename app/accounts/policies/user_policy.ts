import { BasePolicy } from '@adonisjs/bouncer'
import { mayAdminister } from '#app/accounts/roles'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class UserPolicy extends BasePolicy {
  list(user: SignedInUser) {
    return user.isAdministrator
  }

  /** What ends sessions or shuts someone out: an administrator's colleagues are a super administrator's business. */
  manage(user: SignedInUser, person: Pick<SignedInUser, 'role' | 'mainrole'>) {
    return user.isSuperAdministrator || (user.mayAdminister && !mayAdminister(person))
  }

  changeRole(user: SignedInUser) {
    return user.isSuperAdministrator
  }
}
