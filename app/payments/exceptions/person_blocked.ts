import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when emailing a blocked account about a course. */
export default class PersonBlocked extends Exception {
  static status = 409
  static code = 'E_PERSON_BLOCKED'
  static message =
    'Nothing was sent because this account is blocked. To send the email, unblock it first.'
}
