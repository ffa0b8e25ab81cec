import { Exception } from '@adonisjs/core/exceptions'

/** A request that breaks the tus protocol; the message is the protocol server's. */
export default class UploadRefused extends Exception {
  static code = 'E_UPLOAD_REFUSED'

  constructor(
    message: string,
    status: number,
    /** Headers that the protocol asks for in every answer. */
    readonly headers: Record<string, string>
  ) {
    super(message, { status })
  }
}
