import { Exception } from '@adonisjs/core/exceptions'

export default class CouponCodeTaken extends Exception {
  static status = 409
  static code = 'E_COUPON_CODE_TAKEN'
  static message = 'There is already a coupon with this code.'
  static field = 'coupon'
}
