import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { answerFor } from '#app/media/file_answer'
import FileStore, { keyOf } from '#app/media/file_store'
import { kindOf } from '#app/media/kinds'
import { verifySignature } from '#app/media/signed_address'

@inject()
export default class MediaController {
  constructor(private files: FileStore) {}

  /** Covers are for everyone, a lecture's media for whoever holds its signed address. */
  async show({ logger, params, request, response }: HttpContext) {
    const key = keyOf(params.file)
    const kind = kindOf(key)
    if (kind.role === 'lecture') verifySignature(key, request.qs())

    const file = await this.files.describe(key)
    const { status, headers, range } = answerFor(request.request, file, kind)
    const send = range && (await this.files.openPart(key, range))

    response.status(status)
    for (const [name, value] of Object.entries(headers)) response.header(name, value)
    if (!send) return
    response.setRequestId().relayHeaders()
    await send(response.response).catch((error) => logger.error({ err: error }, 'file not sent'))
  }
}
