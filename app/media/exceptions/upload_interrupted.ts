import { Exception } from '@adonisjs/core/exceptions'

/** The client went away, or fell silent, before its form was complete. Nobody is left to read the message. */
export default class UploadInterrupted extends Exception {
  static status = 400
  static code = 'E_UPLOAD_INTERRUPTED'
  static message = 'The upload was interrupted.'
}
