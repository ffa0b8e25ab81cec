import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a code that is wrong, expired or void, and for an unknown activation token. */
export default class WrongCode extends Exception {
  static status = 400
  static code = 'E_WRONG_CODE'
  static message = 'This code is wrong or has expired.'
}
