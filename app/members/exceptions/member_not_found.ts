import { Exception } from '@adonisjs/core/exceptions'

export default class MemberNotFound extends Exception {
  static status = 404
  static code = 'NOT_FOUND'
  static message = 'User not found.'
}
