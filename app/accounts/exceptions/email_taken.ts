import { Exception } from '@adonisjs/core/exceptions'

/** Someone registered with this e-mail before. */
export default class EmailTaken extends Exception {
  static status = 400
  static code = 'E_EMAIL_TAKEN'
  static message = 'There is already an account with this e-mail.'
}
