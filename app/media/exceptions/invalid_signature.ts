import { Exception } from '@adonisjs/core/exceptions'

/** A media address whose signature is missing, of another file or expiry, or out of date. */
export default class InvalidSignature extends Exception {
  static status = 403
  static code = 'E_INVALID_SIGNATURE'
  static message = 'This link has expired or is not valid. Please open the page again.'
}
