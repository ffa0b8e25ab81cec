import { Exception } from '@adonisjs/core/exceptions'

/** A file that something uses, or that is so new that something may be about to. */
export default class FileInUse extends Exception {
  static status = 409
  static code = 'E_FILE_IN_USE'
  static message = 'This file is used, or was stored less than a day ago.'
}
