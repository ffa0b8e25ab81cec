import { Exception } from '@adonisjs/core/exceptions'
import type { Purpose } from '#app/media/purposes'

/** A file whose content is of no type that its purpose accepts, whatever its name says. */
export default class UnsupportedFile extends Exception {
  static status = 422
  static code = 'E_UNSUPPORTED_FILE'
  static field = 'file'

  constructor({ refusal }: Purpose) {
    super(refusal)
  }
}
