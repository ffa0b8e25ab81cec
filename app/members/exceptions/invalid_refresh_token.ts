import { Exception } from '@adonisjs/core/exceptions'

export default class InvalidRefreshToken extends Exception {
  static status = 401
  static code = 'INVALID_TOKEN'
  static message = 'The refresh token is not valid. Please sign in again.'
}
