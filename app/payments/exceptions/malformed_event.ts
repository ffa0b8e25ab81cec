import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a signed webhook whose body is not an event. */
export default class MalformedEvent extends Exception {
  static status = 400
  static code = 'E_MALFORMED_BODY'
  static message = 'The body of the request is not an event.'
}
