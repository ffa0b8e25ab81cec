import { Exception } from '@adonisjs/core/exceptions'

/** More people are signing in at this moment than the server can check. */
export default class TooBusy extends Exception {
  static status = 503
  static code = 'E_TOO_BUSY'
  static message = 'Too many people are signing in right now. Please try again in a few seconds.'
  /** The message may be shown although the status is a server's. */
  static isPublic = true

  headers = { 'retry-after': '5' }
}
