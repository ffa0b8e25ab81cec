import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for any access token that is not valid, since this code makes the client refresh once. */
export default class InvalidAccessToken extends Exception {
  static status = 401
  static code = 'EXPIRED_TOKEN'
  static message = 'Your session has expired. Please sign in again.'
}
