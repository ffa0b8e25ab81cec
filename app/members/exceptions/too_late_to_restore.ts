import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a message can no longer be restored. */
export default class TooLateToRestore extends Exception {
  static status = 409
  static code = 'CONFLICT'
  static message = 'This can no longer be undone: the message has been deleted.'
}
