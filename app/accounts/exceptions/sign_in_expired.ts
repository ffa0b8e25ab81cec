import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when the second step comes too late, or the account has changed since the first. */
export default class SignInExpired extends Exception {
  static status = 400
  static code = 'E_SIGN_IN_EXPIRED'
  static message = 'Your sign-in expired. Sign in again.'
}
