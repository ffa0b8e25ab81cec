import { Exception } from '@adonisjs/core/exceptions'

export default class FileTooLarge extends Exception {
  static status = 400
  static code = 'FILE_TOO_LARGE'
  static message = 'The avatar is too large. The limit is 8 MB.'
}
