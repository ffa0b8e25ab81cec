import { Exception } from '@adonisjs/core/exceptions'
import string from '@adonisjs/core/helpers/string'

/** Thrown as soon as a file exceeds the size limit of its purpose. */
export default class FileTooLarge extends Exception {
  static status = 413
  static code = 'E_FILE_TOO_LARGE'
  static field = 'file'

  constructor(limitInBytes: number) {
    super(`The file is too large. The limit is ${string.bytes.format(limitInBytes)}.`)
  }
}
