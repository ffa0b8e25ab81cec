import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a super administrator tries to remove their second factor. */
export default class SecondFactorRequired extends Exception {
  static status = 409
  static code = 'E_SECOND_FACTOR_REQUIRED'
  static message = 'Super administrators must keep a second factor. You can move it to another app.'
}
