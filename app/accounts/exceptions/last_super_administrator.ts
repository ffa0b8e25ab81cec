import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when the change would leave no super administrator. */
export default class LastSuperAdministrator extends Exception {
  static status = 409
  static code = 'E_LAST_SUPER_ADMINISTRATOR'
  static message =
    'This is the only super administrator who can sign in. Promote someone else first.'
}
