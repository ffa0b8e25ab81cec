import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the payment was recorded, but an administrator has removed the access since. */
export default class EnrollmentRevoked extends Exception {
  static status = 404
  static code = 'E_ENROLLMENT_REVOKED'
  static message =
    'Your payment is recorded, but your access to this course was withdrawn. Please contact us.'
}
