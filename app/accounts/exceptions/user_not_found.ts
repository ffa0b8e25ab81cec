import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when no account has this id or e-mail. */
export default class UserNotFound extends Exception {
  static status = 404
  static code = 'E_USER_NOT_FOUND'
  static message = 'User not found.'
}
