import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for the correct password of a blocked account. */
export default class AccountBlocked extends Exception {
  static status = 403
  static code = 'E_ACCOUNT_BLOCKED'
  static message = 'This account is blocked.'
}
