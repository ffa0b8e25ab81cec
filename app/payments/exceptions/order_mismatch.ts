import { Exception } from '@adonisjs/core/exceptions'

/** An order that does not exist, is another learner's or is for another course; the answer does not tell which. */
export default class OrderMismatch extends Exception {
  static status = 400
  static code = 'E_ORDER_MISMATCH'
  static message = 'This payment is not for an order of yours for this course.'
}
