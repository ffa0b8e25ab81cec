import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the confirmation phrase of a deletion does not match. */
export default class NotConfirmed extends Exception {
  static status = 422
  static code = 'E_NOT_CONFIRMED'
  static message = 'That doesn’t match. Nothing has been deleted.'
  static field = 'typed'
}
