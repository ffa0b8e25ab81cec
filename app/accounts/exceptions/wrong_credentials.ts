import { Exception } from '@adonisjs/core/exceptions'

/**
 * Thrown for an unknown e-mail and a wrong password alike, so that the response doesn't tell which.
 */
export default class WrongCredentials extends Exception {
  static status = 400
  static code = 'E_WRONG_CREDENTIALS'
  static message = 'Wrong e-mail or password.'
}
