import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the discount of a used coupon is changed, or the coupon is deleted: orders refer to it. */
export default class CouponUsed extends Exception {
  static status = 409
  static code = 'E_COUPON_USED'
  static message =
    'This coupon has been used. Its discount can’t be changed and it can’t be deleted, but you can deactivate it.'
}
