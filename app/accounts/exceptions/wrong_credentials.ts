import { Exception } from '@adonisjs/core/exceptions'

/** The e-mail is unknown or the password is wrong; the answer does not tell which. */
export default class WrongCredentials extends Exception {
  static status = 400
  static code = 'E_WRONG_CREDENTIALS'
  static message = 'Wrong e-mail or password.'
}
