import { Exception } from '@adonisjs/core/exceptions'
import type { MediaRole } from '#app/media/kinds'

const ACCEPTED: Record<MediaRole, string> = {
  cover: 'A cover must be a PNG, JPEG, WebP, AVIF or GIF image.',
  lecture: 'A lecture must be an MP4, WebM, MOV, MP3, M4A, OGG or WAV file.',
}

/** A file whose content is not of a kind that its role accepts, whatever its name says. */
export default class UnsupportedFile extends Exception {
  static status = 422
  static code = 'E_UNSUPPORTED_FILE'
  static field = 'file'

  constructor(role: MediaRole) {
    super(ACCEPTED[role])
  }
}
