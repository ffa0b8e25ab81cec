import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if a request violates the tus protocol; the message comes from the tus server. */
export default class UploadRefused extends Exception {
  static code = 'E_UPLOAD_REFUSED'

  constructor(
    message: string,
    status: number,
    /** Headers that the protocol requires in every response. */
    readonly headers: Record<string, string>
  ) {
    super(message, { status })
  }
}
