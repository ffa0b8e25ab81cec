import { Exception } from '@adonisjs/core/exceptions'

export default class UsernameTaken extends Exception {
  static status = 409
  static code = 'UNIQUE_CONSTRAINT_VIOLATION'
  static message = 'This username is already taken.'
}
