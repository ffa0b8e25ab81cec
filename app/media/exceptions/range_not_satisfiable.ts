import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the range lies outside the file. */
export default class RangeNotSatisfiable extends Exception {
  static status = 416
  static code = 'E_RANGE_NOT_SATISFIABLE'
  static message = 'The requested range lies outside the file.'

  readonly headers: Record<string, string>

  constructor(sizeInBytes: number) {
    super()
    this.headers = { 'content-range': `bytes */${sizeInBytes}` }
  }
}
