import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ListFailedUploads from '#app/catalog/queries/list_failed_uploads'
import DismissUpload from '#app/media/actions/dismiss_upload'
import { dashboardActor } from '#app/accounts/actors'

@inject()
export default class FailedUploadsController {
  constructor(
    private listFailedUploads: ListFailedUploads,
    private dismissUpload: DismissUpload
  ) {}

  async index({ view }: HttpContext) {
    return view.render('admin/media/uploads', { rows: await this.listFailedUploads.handle() })
  }

  async dismiss(ctx: HttpContext) {
    const { params, response, session } = ctx
    await this.dismissUpload.handle({ actor: dashboardActor(ctx), id: params.upload })
    session.flash('notice', 'Upload dismissed.')
    return response.redirect().status(303).toRoute('admin.media.uploads')
  }
}
