import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the file is empty. */
export default class EmptyFile extends Exception {
  static status = 422
  static code = 'E_EMPTY_FILE'
  static field = 'file'
  static message = 'The file is empty.'
}
