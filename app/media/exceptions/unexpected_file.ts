import { Exception } from '@adonisjs/core/exceptions'

/** A form with a second file, or with a file in another field than the one for it. */
export default class UnexpectedFile extends Exception {
  static status = 422
  static code = 'E_UNEXPECTED_FILE'
  static message = 'The form takes one file, in its field "file".'
}
