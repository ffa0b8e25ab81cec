import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a payment is used for a second order. */
export default class PaymentAlreadyUsed extends Exception {
  static status = 400
  static code = 'E_PAYMENT_ALREADY_USED'
  static message = 'This payment was made for another order.'
}
