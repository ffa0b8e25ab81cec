import { Exception } from '@adonisjs/core/exceptions'

/** A form with more, or with longer, fields than any of ours. */
export default class FormTooLarge extends Exception {
  static status = 413
  static code = 'E_FORM_TOO_LARGE'
  static message = 'The form has too many or too long fields.'
}
