import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a one-time or recovery code that is wrong or was already used. */
export default class WrongSecondFactor extends Exception {
  static status = 400
  static code = 'E_WRONG_SECOND_FACTOR'
  static field = 'code'
  static message = 'That code isn’t valid. Try the next one.'
}
