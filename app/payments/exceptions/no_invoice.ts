import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for orders that are not paid, cost nothing, or whose payment was given back without an invoice. */
export default class NoInvoice extends Exception {
  static status = 409
  static code = 'E_NO_INVOICE'
  static message = 'There is no invoice for this order.'
}
