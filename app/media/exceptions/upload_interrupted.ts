import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the client disconnects or stops sending before the form is complete. The message reaches nobody. */
export default class UploadInterrupted extends Exception {
  static status = 400
  static code = 'E_UPLOAD_INTERRUPTED'
  static message = 'The upload was interrupted.'
}
