import { Exception } from '@adonisjs/core/exceptions'

/** Someone who does not have a course (any more) is to be told that it is theirs. */
export default class PersonNotEnrolled extends Exception {
  static status = 409
  static code = 'E_PERSON_NOT_ENROLLED'
  static message = 'This person is not enrolled in this course.'
}
