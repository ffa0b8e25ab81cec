import { Exception } from '@adonisjs/core/exceptions'

/** A body that is no multipart form, or that ends before its form does. */
export default class MalformedForm extends Exception {
  static status = 400
  static code = 'E_MALFORMED_FORM'
  static message = 'The form is malformed or incomplete.'
}
