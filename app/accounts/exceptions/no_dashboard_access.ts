import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for the correct password of an account without an admin role. */
export default class NoDashboardAccess extends Exception {
  static status = 403
  static code = 'E_NO_DASHBOARD_ACCESS'
  static message = 'This account has no access to the dashboard.'
}
