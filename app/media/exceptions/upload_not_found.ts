import { Exception } from '@adonisjs/core/exceptions'

/** No upload has this id: it was given up, finished long ago, or lay untouched for too long. */
export default class UploadNotFound extends Exception {
  static status = 404
  static code = 'E_UPLOAD_NOT_FOUND'
  static message = 'This upload is not there any more. Please choose the file again.'
}
