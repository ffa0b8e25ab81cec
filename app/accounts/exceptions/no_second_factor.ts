import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when the account has no second factor to remove. */
export default class NoSecondFactor extends Exception {
  static status = 409
  static code = 'E_NO_SECOND_FACTOR'
  static message = 'This account has no second factor.'
}
