import { Exception } from '@adonisjs/core/exceptions'

/**
 * Thrown when a job has already succeeded, or has not failed and is still waiting for its change.
 */
export default class JobNotFound extends Exception {
  static status = 404
  static code = 'E_JOB_NOT_FOUND'
  static message = 'This job has not failed, or is done by now.'
}
