import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a stream is opened without a valid access token. */
export default class NoStreamAccess extends Exception {
  static status = 401
  static code = 'AUTHENTICATION_REQUIRED'
  static message = 'Please sign in.'
}
