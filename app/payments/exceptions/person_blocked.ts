import { Exception } from '@adonisjs/core/exceptions'

/** Someone whose account is blocked is to be told that a course is theirs. */
export default class PersonBlocked extends Exception {
  static status = 409
  static code = 'E_PERSON_BLOCKED'
  static message = 'This account is blocked, so nothing was sent: unblock it first.'
}
