import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a media URL's signature is missing, wrong or expired. */
export default class InvalidSignature extends Exception {
  static status = 403
  static code = 'E_INVALID_SIGNATURE'
  static message = 'This link has expired or is not valid. Please open the page again.'
}
