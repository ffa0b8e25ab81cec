import { Exception } from '@adonisjs/core/exceptions'

/** Someone who is signed in did not know the password. */
export default class WrongPassword extends Exception {
  static status = 400
  static code = 'E_WRONG_PASSWORD'
  static field = 'currentPassword'
  static message = 'This is not your current password.'
}
