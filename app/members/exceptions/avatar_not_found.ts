import { Exception } from '@adonisjs/core/exceptions'

export default class AvatarNotFound extends Exception {
  static status = 404
  static code = 'NOT_FOUND'
  static message = 'There is no avatar.'
}
