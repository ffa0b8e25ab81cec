import { Exception } from '@adonisjs/core/exceptions'

/** A job that has succeeded meanwhile, or that waits for its change and has not failed. */
export default class JobNotFound extends Exception {
  static status = 404
  static code = 'E_JOB_NOT_FOUND'
  static message = 'This job has not failed, or is done by now.'
}
