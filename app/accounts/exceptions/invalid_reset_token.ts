import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a reset token that was used, has expired or does not exist. */
export default class InvalidResetToken extends Exception {
  static status = 400
  static code = 'E_INVALID_RESET_TOKEN'
  static message = 'This link is invalid, has expired or was already used.'
}
