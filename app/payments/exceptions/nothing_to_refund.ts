import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when refunding an order that has no captured payment, or whose payment is given back already. */
export default class NothingToRefund extends Exception {
  static status = 409
  static code = 'E_NOTHING_TO_REFUND'
  static message = 'There is nothing left to refund for this order.'
}
