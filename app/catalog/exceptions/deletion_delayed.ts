import { Exception } from '@adonisjs/core/exceptions'

/** A deletion could not begin; it is tried again until nothing is left. */
export default class DeletionDelayed extends Exception {
  static status = 503
  static code = 'E_DELETION_DELAYED'
  static message = 'This cannot be deleted right now. It will be as soon as possible.'
  static isPublic = true
}
