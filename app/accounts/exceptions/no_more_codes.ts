import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for an activation that is void, has no codes left, or does not exist. */
export default class NoMoreCodes extends Exception {
  static status = 400
  static code = 'E_NO_MORE_CODES'
  static message = 'No more codes can be sent for this registration. Please register again.'
}
