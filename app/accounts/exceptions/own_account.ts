import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when administrators try to block themselves. */
export default class OwnAccount extends Exception {
  static status = 409
  static code = 'E_OWN_ACCOUNT'
  static message = 'You cannot block your own account.'
}
