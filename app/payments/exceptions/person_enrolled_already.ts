import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when giving access to someone who already has it. */
export default class PersonEnrolledAlready extends Exception {
  static status = 409
  static code = 'E_PERSON_ENROLLED_ALREADY'
  static field = 'courseId'
  static message = 'This person is already enrolled in this course.'
}
