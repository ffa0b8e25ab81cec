import { Exception } from '@adonisjs/core/exceptions'

export default class NotYourMessage extends Exception {
  static status = 403
  static code = 'FORBIDDEN'
  static message = 'This message was written by someone else.'
}
