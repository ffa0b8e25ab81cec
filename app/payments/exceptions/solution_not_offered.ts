import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when solving a finding in a way that does not fit its kind, or has no effect. */
export default class SolutionNotOffered extends Exception {
  static status = 409
  static code = 'E_SOLUTION_NOT_OFFERED'
  static field = 'action'
  static message = 'This solution isn’t available for this finding.'
}
