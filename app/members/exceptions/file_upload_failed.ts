import { Exception } from '@adonisjs/core/exceptions'

export default class FileUploadFailed extends Exception {
  static status = 400
  static code = 'FILE_UPLOAD_ERROR'
  static message = 'The file could not be read. Please choose another one.'
}
