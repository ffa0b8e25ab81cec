import { Exception } from '@adonisjs/core/exceptions'

/** What had to be typed ahead of a deletion was not. */
export default class NotConfirmed extends Exception {
  static status = 422
  static code = 'E_NOT_CONFIRMED'
  static message = 'That doesn’t match. Nothing has been deleted.'
  static field = 'typed'
}
