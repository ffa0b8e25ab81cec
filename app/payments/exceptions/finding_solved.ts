import { Exception } from '@adonisjs/core/exceptions'

export default class FindingSolved extends Exception {
  static status = 409
  static code = 'E_FINDING_SOLVED'
  static message = 'This finding is already solved.'
}
