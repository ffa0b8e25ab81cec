import { Exception } from '@adonisjs/core/exceptions'

/** A one-time code that is wrong, expired or void, or an activation token that nobody was given. */
export default class WrongCode extends Exception {
  static status = 400
  static code = 'E_WRONG_CODE'
  static message = 'This code is wrong or has expired.'
}
