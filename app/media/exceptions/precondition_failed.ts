import { Exception } from '@adonisjs/core/exceptions'

/** The file is not the one that `If-Match` or `If-Unmodified-Since` names. */
export default class PreconditionFailed extends Exception {
  static status = 412
  static code = 'E_PRECONDITION_FAILED'
  static message = 'The file is not the one that was asked for.'
}
