import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the body is not a multipart form or is incomplete. */
export default class MalformedForm extends Exception {
  static status = 400
  static code = 'E_MALFORMED_FORM'
  static message = 'The form is malformed or incomplete.'
}
