import { Exception } from '@adonisjs/core/exceptions'

export default class IncorrectSecretKey extends Exception {
  static status = 401
  static code = 'INCORRECT_SECRET_KEY'
  static message = 'The secret key is incorrect.'
}
