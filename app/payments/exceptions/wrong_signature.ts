import { Exception } from '@adonisjs/core/exceptions'

/** The gateway did not sign this payment of this order. */
export default class WrongSignature extends Exception {
  static status = 400
  static code = 'E_WRONG_SIGNATURE'
  static message = 'This payment could not be verified.'
}
