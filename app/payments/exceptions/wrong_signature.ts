import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the gateway's signature does not match the order and payment. */
export default class WrongSignature extends Exception {
  static status = 400
  static code = 'E_WRONG_SIGNATURE'
  static message = 'This payment could not be verified.'
}
