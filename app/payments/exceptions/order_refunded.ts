import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when verifying a payment of an order that was given back. */
export default class OrderRefunded extends Exception {
  static status = 400
  static code = 'E_ORDER_REFUNDED'
  static message = 'This payment was refunded. To take the course, please buy it again.'
}
