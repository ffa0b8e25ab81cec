import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the order does not exist, or is another learner's or for another course; clients can't tell which. */
export default class OrderMismatch extends Exception {
  static status = 400
  static code = 'E_ORDER_MISMATCH'
  static message = 'This payment does not belong to your order for this course.'
}
