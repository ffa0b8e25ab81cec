import { Exception } from '@adonisjs/core/exceptions'

export default class WrongCredentials extends Exception {
  static status = 401
  static code = 'UNAUTHORIZED'
  static message = 'Wrong username or password.'
}
