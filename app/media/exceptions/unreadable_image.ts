import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if an image is damaged, or has more pixels than any camera's. */
export default class UnreadableImage extends Exception {
  static status = 422
  static code = 'E_UNREADABLE_IMAGE'
  static field = 'file'
  static message = 'The image is damaged or has too many pixels.'
}
