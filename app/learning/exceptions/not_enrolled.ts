import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a user without an enrollment asks for progress. */
export default class NotEnrolled extends Exception {
  static status = 404
  static code = 'E_NOT_ENROLLED'
  static message = 'You are not enrolled in this course.'
}
