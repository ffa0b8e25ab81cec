import { Exception } from '@adonisjs/core/exceptions'

/** What an app was to be set up with is no longer known. */
export default class SecondFactorExpired extends Exception {
  static status = 400
  static code = 'E_SECOND_FACTOR_EXPIRED'
  static message = 'That took too long. Please scan the new picture.'
}
