import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a signed-in user enters a wrong password. */
export default class WrongPassword extends Exception {
  static status = 400
  static code = 'E_WRONG_PASSWORD'
  static field = 'currentPassword'
  static message = 'This is not your current password.'
}
