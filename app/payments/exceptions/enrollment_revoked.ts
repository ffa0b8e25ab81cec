import { Exception } from '@adonisjs/core/exceptions'

/** The money came in, and an administrator has taken the course away since. */
export default class EnrollmentRevoked extends Exception {
  static status = 404
  static code = 'E_ENROLLMENT_REVOKED'
  static message =
    'Your payment is recorded, but your access to this course was withdrawn. Please contact us.'
}
