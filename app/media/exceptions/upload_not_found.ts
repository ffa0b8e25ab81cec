import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if no upload has the id: it was dismissed, finished long ago or expired. */
export default class UploadNotFound extends Exception {
  static status = 404
  static code = 'E_UPLOAD_NOT_FOUND'
  static message = 'This upload no longer exists. Please choose the file again.'
}
