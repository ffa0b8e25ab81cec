import { Exception } from '@adonisjs/core/exceptions'
import string from '@adonisjs/core/helpers/string'

/** A file with more bytes than its role may have; told as soon as it is known. */
export default class FileTooLarge extends Exception {
  static status = 413
  static code = 'E_FILE_TOO_LARGE'
  static field = 'file'

  constructor(limitInBytes: number) {
    super(`The file is too large: it may have at most ${string.bytes.format(limitInBytes)}.`)
  }
}
