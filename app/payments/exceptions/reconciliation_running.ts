import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if another process is comparing payments with the gateway. */
export default class ReconciliationRunning extends Exception {
  static status = 409
  static code = 'E_RECONCILIATION_RUNNING'
  static message = 'Another process is reconciling payments. Try again in a few minutes.'
}
