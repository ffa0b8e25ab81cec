import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class UserPolicy extends BasePolicy {
  list(user: SignedInUser) {
    return user.isAdministrator
  }

  /** What ends sessions or shuts someone out: an administrator's colleagues are a super administrator's business. */
  manage(user: SignedInUser, person: Pick<SignedInUser, 'mayAdminister'>) {
    return user.isSuperAdministrator || (user.mayAdminister && !person.mayAdminister)
  }

  changeRole(user: SignedInUser) {
    return user.isSuperAdministrator
  }
}
