import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import ResumableUploads from '#app/media/resumable_uploads'
import { UPLOADS_PATH } from '#app/admin/uploads/uploads_path'

@inject()
export default class UploadFilesController {
  constructor(private uploads: ResumableUploads) {}

  /** Passes tus requests on to the uploads, which write the response. */
  async handle(ctx: HttpContext) {
    const { request, response } = ctx
    const { id: ownerId } = currentAdministrator(ctx)
    response.setRequestId().relayHeaders()
    const sender = { ownerId, purpose: LECTURE_MEDIA, path: UPLOADS_PATH }
    await this.uploads.handle(request.request, response.response, sender)
  }
}
