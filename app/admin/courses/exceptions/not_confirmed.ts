import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if what was typed to confirm a deletion does not match. */
export default class NotConfirmed extends Exception {
  static status = 422
  static code = 'E_NOT_CONFIRMED'
  static field = 'typed'

  /** @param expected what had to be typed: `the course title` */
  constructor(expected: string) {
    super(`That doesn’t match ${expected}.`)
  }
}
