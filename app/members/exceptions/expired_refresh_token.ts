import { Exception } from '@adonisjs/core/exceptions'

export default class ExpiredRefreshToken extends Exception {
  static status = 401
  static code = 'EXPIRED_TOKEN'
  static message = 'The refresh token has expired. Please sign in again.'
}
