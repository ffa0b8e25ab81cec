import { Exception } from '@adonisjs/core/exceptions'

/** Between password and one-time code the time ran out, or the account has changed. */
export default class SignInExpired extends Exception {
  static status = 400
  static code = 'E_SIGN_IN_EXPIRED'
  static message = 'This took too long. Please sign in again.'
}
