import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a lecture can no longer be restored. */
export default class TooLateToUndo extends Exception {
  static status = 409
  static code = 'E_TOO_LATE_TO_UNDO'
  static message = 'This can no longer be undone: the lecture has been deleted.'
}
