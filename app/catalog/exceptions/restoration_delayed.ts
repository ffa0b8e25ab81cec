import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a lecture could not be shown again yet; this is retried until it succeeds. */
export default class RestorationDelayed extends Exception {
  static status = 503
  static code = 'E_RESTORATION_DELAYED'
  static message = 'The deletion is cancelled. The lecture will be shown again in a moment.'
  static isPublic = true
}
