import { Exception } from '@adonisjs/core/exceptions'

/** A range with no byte of the file in it. */
export default class RangeNotSatisfiable extends Exception {
  static status = 416
  static code = 'E_RANGE_NOT_SATISFIABLE'
  static message = 'The file has no such part.'

  readonly headers: Record<string, string>

  constructor(sizeInBytes: number) {
    super()
    this.headers = { 'content-range': `bytes */${sizeInBytes}` }
  }
}
