import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import AccessEnded from '#app/media/exceptions/access_ended'
import FileNotFound from '#app/media/exceptions/file_not_found'
import { answerFor } from '#app/media/file_answer'
import FileStore from '#app/media/file_store'
import { typeOf } from '#app/media/file_types'
import type { Purpose, ViewerCheck } from '#app/media/purposes'
import Purposes from '#app/media/purposes'
import { verifySignature } from '#app/media/signed_address'

@inject()
export default class MediaController {
  constructor(
    private files: FileStore,
    private purposes: Purposes
  ) {}

  /** Sends a file if its purpose allows it. The route's folder is the prefix of the file's key. */
  async show(ctx: HttpContext) {
    const { logger, params, request, response, route } = ctx
    const key = route!.pattern.slice(1).replace(':file', params.file)
    const [purpose, type] = [this.purposes.ofKey(key), typeOf(key)]
    if (!purpose || !type) throw new FileNotFound()
    if (purpose.access === 'signed') await this.authorize(ctx, key, purpose)

    const file = await this.files.describe(key)
    const { status, headers, range } = answerFor(request.request, file, type, purpose)
    const send = range && (await this.files.openPart(key, range))

    response.status(status)
    for (const [name, value] of Object.entries(headers)) response.header(name, value)
    if (!send) return
    response.setRequestId().relayHeaders()
    await send(response.response).catch((error) => logger.error({ err: error }, 'file not sent'))
  }

  /** @throws {InvalidSignature | AccessEnded} */
  private async authorize(
    { containerResolver, request }: HttpContext,
    key: string,
    { viewers }: Purpose
  ) {
    const viewer = verifySignature(key, request.qs())
    if (viewer === undefined || !viewers) return
    const { default: Check } = await viewers()
    const check = (await containerResolver.make(Check)) as ViewerCheck
    if (!(await check.allows(viewer))) throw new AccessEnded()
  }
}
