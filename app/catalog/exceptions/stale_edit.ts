import { Exception } from '@adonisjs/core/exceptions'

/** Someone else has saved the same thing since whoever saves it now has opened it. */
export default class StaleEdit extends Exception {
  static status = 409
  static code = 'E_STALE_EDIT'
  static message =
    'Someone else saved this while you were editing. Your changes aren’t saved yet: compare the versions and save again.'
  static field = 'edits'
}
