import { Exception } from '@adonisjs/core/exceptions'

export default class SessionNotFound extends Exception {
  static status = 404
  static code = 'NOT_FOUND'
  static message = 'Session not found.'
}
