import { Exception } from '@adonisjs/core/exceptions'

export default class MissingRefreshToken extends Exception {
  static status = 401
  static code = 'MISSING_REFRESH_TOKEN'
  static message = 'The refresh token is missing. Please sign in.'
}
