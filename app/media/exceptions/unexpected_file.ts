import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a form has a second file, or a file in the wrong field. */
export default class UnexpectedFile extends Exception {
  static status = 422
  static code = 'E_UNEXPECTED_FILE'

  constructor(field: string) {
    super(`The form accepts one file, in the field "${field}".`)
  }
}
