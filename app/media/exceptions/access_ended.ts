import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the viewer of a signed media URL has lost access to the file since. */
export default class AccessEnded extends Exception {
  static status = 403
  static code = 'E_ACCESS_ENDED'
  static message = 'You no longer have access to this lecture.'
}
