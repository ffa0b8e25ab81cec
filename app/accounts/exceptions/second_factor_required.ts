import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a super administrator tries to remove their second factor. */
export default class SecondFactorRequired extends Exception {
  static status = 409
  static code = 'E_SECOND_FACTOR_REQUIRED'
  static message = 'A super administrator keeps the second factor. It can be moved to another app.'
}
