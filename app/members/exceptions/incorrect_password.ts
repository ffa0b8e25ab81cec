import { Exception } from '@adonisjs/core/exceptions'

export default class IncorrectPassword extends Exception {
  static status = 401
  static code = 'INCORRECT_PASSWORD'
  static message = 'The old password is incorrect.'
}
