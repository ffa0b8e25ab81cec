import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when the secret for a new app has expired. */
export default class SecondFactorExpired extends Exception {
  static status = 400
  static code = 'E_SECOND_FACTOR_EXPIRED'
  static message = 'That took too long. Please scan the new QR code.'
}
