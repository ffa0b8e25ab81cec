import { Exception } from '@adonisjs/core/exceptions'

export default class MissingCsrfCookie extends Exception {
  static status = 403
  static code = 'MISSING_CSRF_COOKIE'
  static message = 'The csrf-token cookie is missing.'
}
