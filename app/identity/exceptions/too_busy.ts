import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when more people are signing in than the server can handle at the moment. */
export default class TooBusy extends Exception {
  static status = 503
  static code = 'E_TOO_BUSY'
  static message = 'Too many people are signing in right now. Please try again in a few seconds.'
  /** Lets clients see the message in spite of its 5xx status. */
  static isPublic = true

  headers = { 'retry-after': '5' }
}
