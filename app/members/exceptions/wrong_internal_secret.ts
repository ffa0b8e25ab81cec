import { Exception } from '@adonisjs/core/exceptions'

export default class WrongInternalSecret extends Exception {
  static status = 403
  static code = 'FORBIDDEN'
  static message = 'The secret in the header x-internal-api-secret is not correct.'
}
