import { Exception } from '@adonisjs/core/exceptions'

export default class MessageNotFound extends Exception {
  static status = 404
  static code = 'NOT_FOUND'
  static message = 'This message does not exist.'
}
