import { Exception } from '@adonisjs/core/exceptions'

/** The right password of an account without a role of administration. */
export default class NoDashboardAccess extends Exception {
  static status = 403
  static code = 'E_NO_DASHBOARD_ACCESS'
  static message = 'This account has no access to the dashboard.'
}
