import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import ResumableUploads from '#app/media/resumable_uploads'

@inject()
export default class UploadFilesController {
  constructor(private uploads: ResumableUploads) {}

  /** Requests of the tus protocol, which the uploads answer by themselves. */
  async handle(ctx: HttpContext) {
    const { request, response } = ctx
    const { id: userId } = currentAdministrator(ctx)
    response.setRequestId().relayHeaders()
    await this.uploads.handle(request.request, response.response, { userId })
  }
}
