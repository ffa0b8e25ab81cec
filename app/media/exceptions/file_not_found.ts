import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if no stored file has the name. */
export default class FileNotFound extends Exception {
  static status = 404
  static code = 'E_FILE_NOT_FOUND'
  static message = 'File not found.'
}
