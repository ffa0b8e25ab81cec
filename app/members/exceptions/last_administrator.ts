import { Exception } from '@adonisjs/core/exceptions'

export default class LastAdministrator extends Exception {
  static status = 409
  static code = 'CONFLICT'
  static message = 'The last administrator cannot be removed.'
}
