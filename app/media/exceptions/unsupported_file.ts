import { Exception } from '@adonisjs/core/exceptions'
import type { Purpose } from '#app/media/purposes'

/** Thrown if the purpose does not accept the type of the content; the file name is ignored. */
export default class UnsupportedFile extends Exception {
  static status = 422
  static code = 'E_UNSUPPORTED_FILE'
  static field = 'file'

  constructor({ refusal }: Purpose) {
    super(refusal)
  }
}
