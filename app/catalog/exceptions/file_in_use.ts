import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when removing a file that is used, or so new that it may be about to be used. */
export default class FileInUse extends Exception {
  static status = 409
  static code = 'E_FILE_IN_USE'
  static message = 'This file is in use or less than a day old.'
}
