import { Exception } from '@adonisjs/core/exceptions'

/** What was to be undone has happened for good. */
export default class TooLateToUndo extends Exception {
  static status = 409
  static code = 'E_TOO_LATE_TO_UNDO'
  static message = 'It is too late to undo this: the lecture is deleted.'
}
