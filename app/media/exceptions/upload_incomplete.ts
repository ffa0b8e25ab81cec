import { Exception } from '@adonisjs/core/exceptions'

/** Something is to be made of an upload of which a part is missing. */
export default class UploadIncomplete extends Exception {
  static status = 409
  static code = 'E_UPLOAD_INCOMPLETE'
  static message = 'A part of the file is still missing.'
}
