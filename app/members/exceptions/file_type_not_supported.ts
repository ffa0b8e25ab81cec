import { Exception } from '@adonisjs/core/exceptions'

export default class FileTypeNotSupported extends Exception {
  static status = 422
  static code = 'FILE_TYPE_NOT_SUPPORTED'
  static message = 'An avatar must be a JPEG, PNG or WebP image.'
}
