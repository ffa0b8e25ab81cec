import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when emailing someone about a course they have no access to. */
export default class PersonNotEnrolled extends Exception {
  static status = 409
  static code = 'E_PERSON_NOT_ENROLLED'
  static message = 'This person is not enrolled in this course.'
}
