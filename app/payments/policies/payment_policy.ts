import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class PaymentPolicy extends BasePolicy {
  /** Everything about orders, refunds, coupons and tax documents of others. */
  administer(user: SignedInUser) {
    return user.isAdministrator
  }
}
