import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a deletion could not be started; it is retried until it is complete. */
export default class DeletionDelayed extends Exception {
  static status = 503
  static code = 'E_DELETION_DELAYED'
  static message = 'This can’t be deleted right now. The deletion will be retried automatically.'
  static isPublic = true
}
