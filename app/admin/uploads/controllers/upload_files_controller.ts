import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ResumableUploads from '#app/media/resumable_uploads'

@inject()
export default class UploadFilesController {
  constructor(private uploads: ResumableUploads) {}

  /** Requests of the tus protocol, which the uploads answer by themselves. */
  async handle({ auth, request, response }: HttpContext) {
    const { id: userId } = auth.use('dashboard').getUserOrFail()
    response.setRequestId().relayHeaders()
    await this.uploads.handle(request.request, response.response, { userId })
  }
}
