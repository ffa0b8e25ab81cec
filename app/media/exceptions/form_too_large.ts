import { Exception } from '@adonisjs/core/exceptions'

export default class FormTooLarge extends Exception {
  static status = 413
  static code = 'E_FORM_TOO_LARGE'
  static message = 'The form has too many or too long fields.'
}
