import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when the e-mail belongs to an existing account. */
export default class EmailTaken extends Exception {
  static status = 400
  static code = 'E_EMAIL_TAKEN'
  static message = 'There is already an account with this e-mail.'
}
