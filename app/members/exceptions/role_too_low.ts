import { Exception } from '@adonisjs/core/exceptions'

export default class RoleTooLow extends Exception {
  static status = 403
  static code = 'FORBIDDEN'
  static message = 'You are not allowed to do this.'
}
