import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import FindLecture from '#app/catalog/queries/find_lecture'
import { lectureFileValidator } from '#app/catalog/validators/catalog'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'

@inject()
export default class LectureMediaController {
  constructor(
    private findLecture: FindLecture,
    private uploads: FormUploads,
    private updateLecture: UpdateLecture
  ) {}

  /** Replaces a lecture's media from a form with one file, for browsers without scripts. */
  async update(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    await this.findLecture.handle({ lectureId: params.id })
    await this.uploads.receive(request, LECTURE_MEDIA, async (form) => {
      const { file } = await request.validateUsing(lectureFileValidator, {
        data: { file: form.file },
      })
      const edit = { video: file.key }
      await this.updateLecture.handle({ actor: dashboardActor(ctx), lectureId: params.id, edit })
    })
    session.flash('notice', 'File replaced. Learners keep their progress.')
    return response.redirect().status(303).toRoute('admin.lectures.edit', [params.id])
  }
}
