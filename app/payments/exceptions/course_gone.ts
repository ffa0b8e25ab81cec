import { Exception } from '@adonisjs/core/exceptions'

/** The money came in, and the course has been deleted since the order was made. */
export default class CourseGone extends Exception {
  static status = 404
  static code = 'E_COURSE_GONE'
  static message =
    'Your payment is recorded, but this course is no longer available. Please contact us.'
}
