import { Exception } from '@adonisjs/core/exceptions'

export default class CouponNotFound extends Exception {
  static status = 404
  static code = 'E_COUPON_NOT_FOUND'
  static message = 'There is no coupon with this code.'
}
