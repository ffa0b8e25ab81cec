import { Exception } from '@adonisjs/core/exceptions'

/** A file without a byte in it. */
export default class EmptyFile extends Exception {
  static status = 422
  static code = 'E_EMPTY_FILE'
  static field = 'file'
  static message = 'The file is empty.'
}
