import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if no course has the id. */
export default class CourseNotFound extends Exception {
  static status = 404
  static code = 'E_COURSE_NOT_FOUND'
  static message = 'Course not found.'
}
