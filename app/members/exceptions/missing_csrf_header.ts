import { Exception } from '@adonisjs/core/exceptions'

export default class MissingCsrfHeader extends Exception {
  static status = 403
  static code = 'MISSING_CSRF_HEADER'
  static message = 'The x-csrf-token header is missing.'
}
