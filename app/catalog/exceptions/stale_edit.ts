import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if someone else has saved the record since it was opened for editing. */
export default class StaleEdit extends Exception {
  static status = 409
  static code = 'E_STALE_EDIT'
  static message =
    'Someone else saved this while you were editing. Your changes aren’t saved yet: compare the versions and save again.'
  static field = 'edits'
}
