import { Exception } from '@adonisjs/core/exceptions'

/** Nobody shuts themselves out. */
export default class OwnAccount extends Exception {
  static status = 409
  static code = 'E_OWN_ACCOUNT'
  static message = 'You cannot block your own account.'
}
