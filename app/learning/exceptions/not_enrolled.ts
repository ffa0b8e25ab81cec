import { Exception } from '@adonisjs/core/exceptions'

/** Who is not enrolled in a course has no progress in it. */
export default class NotEnrolled extends Exception {
  static status = 404
  static code = 'E_NOT_ENROLLED'
  static message = 'You are not enrolled in this course.'
}
