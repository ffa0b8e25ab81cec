import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when buying a course again. */
export default class AlreadyEnrolled extends Exception {
  static status = 400
  static code = 'E_ALREADY_ENROLLED'
  static message = 'You are already enrolled in this course.'
}
