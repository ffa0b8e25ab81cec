import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a form has more or longer fields than any of ours. */
export default class FormTooLarge extends Exception {
  static status = 413
  static code = 'E_FORM_TOO_LARGE'
  static message = 'The form has too many fields, or its fields are too long.'
}
