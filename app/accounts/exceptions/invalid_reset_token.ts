import { Exception } from '@adonisjs/core/exceptions'

/** A reset token that was used, has expired or was never given out. */
export default class InvalidResetToken extends Exception {
  static status = 400
  static code = 'E_INVALID_RESET_TOKEN'
  static message = 'This link was used, has expired or is not valid.'
}
