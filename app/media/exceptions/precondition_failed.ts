import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the file does not match `If-Match` or `If-Unmodified-Since`. */
export default class PreconditionFailed extends Exception {
  static status = 412
  static code = 'E_PRECONDITION_FAILED'
  static message = 'The file does not match the requested version.'
}
