import { Exception } from '@adonisjs/core/exceptions'

/** The right password of an account that an operator has blocked. */
export default class AccountBlocked extends Exception {
  static status = 403
  static code = 'E_ACCOUNT_BLOCKED'
  static message = 'This account is blocked.'
}
