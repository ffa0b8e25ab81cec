import { Exception } from '@adonisjs/core/exceptions'

/** A second factor is to be taken away where there is none. */
export default class NoSecondFactor extends Exception {
  static status = 409
  static code = 'E_NO_SECOND_FACTOR'
  static message = 'This account has no second factor.'
}
