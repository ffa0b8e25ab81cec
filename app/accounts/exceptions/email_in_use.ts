import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when an administrator gives a person an e-mail that another account has. */
export default class EmailInUse extends Exception {
  static status = 409
  static code = 'E_EMAIL_IN_USE'
  static field = 'email'
  static message = 'Another account has this email.'
}
