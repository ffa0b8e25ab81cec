import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a list of people that can't be read as a whole. */
export default class InvalidCsv extends Exception {
  static status = 422
  static code = 'E_INVALID_CSV'
  static field = 'csv'
}
