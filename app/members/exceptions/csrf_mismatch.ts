import { Exception } from '@adonisjs/core/exceptions'

export default class CsrfMismatch extends Exception {
  static status = 403
  static code = 'CSRF_TOKEN_MISMATCH'
  static message = 'The CSRF token does not match this session.'
}
