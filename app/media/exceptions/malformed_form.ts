import { Exception } from '@adonisjs/core/exceptions'

export default class MalformedForm extends Exception {
  static status = 400
  static code = 'E_MALFORMED_FORM'
  static message = 'The form is malformed or incomplete.'
}
