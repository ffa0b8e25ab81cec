import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import CheckHead from '#app/media/queries/check_head'
import { uploadCheckValidator } from '#app/media/validators/upload_checks'

@inject()
export default class UploadChecksController {
  constructor(private checkHead: CheckHead) {}

  /** Judges the first bytes of a file, so that none is uploaded only to be refused. */
  async store({ request }: HttpContext) {
    const { head = '', index = '' } = await request.validateUsing(uploadCheckValidator)
    const parts = { head: Buffer.from(head, 'base64'), index: Buffer.from(index, 'base64') }
    return { warning: await this.checkHead.handle({ ...parts, purpose: LECTURE_MEDIA }) }
  }
}
