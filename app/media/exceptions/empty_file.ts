import { Exception } from '@adonisjs/core/exceptions'

export default class EmptyFile extends Exception {
  static status = 422
  static code = 'E_EMPTY_FILE'
  static field = 'file'
  static message = 'The file is empty.'
}
