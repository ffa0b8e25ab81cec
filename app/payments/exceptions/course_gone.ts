import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the payment was recorded, but the course has been deleted since the order. */
export default class CourseGone extends Exception {
  static status = 404
  static code = 'E_COURSE_GONE'
  static message =
    'Your payment is recorded, but this course is no longer available. Please contact us.'
}
