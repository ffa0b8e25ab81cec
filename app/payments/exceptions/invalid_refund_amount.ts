import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for an amount that can't be refunded; the message says why. */
export default class InvalidRefundAmount extends Exception {
  static status = 422
  static code = 'E_INVALID_REFUND_AMOUNT'
  static field = 'amount'
}
