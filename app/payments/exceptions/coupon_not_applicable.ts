import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a coupon exists, but does not apply to this purchase. The message is the reason. */
export default class CouponNotApplicable extends Exception {
  static status = 400
  static code = 'E_COUPON_NOT_APPLICABLE'
}
