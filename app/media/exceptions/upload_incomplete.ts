import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when using an upload that is incomplete. */
export default class UploadIncomplete extends Exception {
  static status = 409
  static code = 'E_UPLOAD_INCOMPLETE'
  static message = 'The upload is not complete yet.'
}
