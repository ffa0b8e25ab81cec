import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { isolated } from '#app/platform/text'
import { redirectBack } from '#app/admin/layout/previous_page'
import { dashboardActor } from '#app/accounts/actors'
import MoveLecture from '#app/catalog/actions/move_lecture'
import UpdateLecture, { type LectureEdit } from '#app/catalog/actions/update_lecture'
import {
  freePreviewValidator,
  lecturePlaceValidator,
  lectureStatusValidator,
} from '#app/catalog/validators/catalog'

@inject()
export default class LectureStatesController {
  constructor(
    private updateLecture: UpdateLecture,
    private moveLecture: MoveLecture
  ) {}

  async status(ctx: HttpContext) {
    const edit = await ctx.request.validateUsing(lectureStatusValidator)
    const isShown = edit.status === 'published'
    const undo = { path: 'status', fields: { status: isShown ? 'unpublished' : 'published' } }
    return this.save(ctx, edit, isShown ? 'is published' : 'is hidden from learners', undo)
  }

  async freePreview(ctx: HttpContext) {
    const edit = await ctx.request.validateUsing(freePreviewValidator)
    const undo = { path: 'free-preview', fields: { isFreePreview: String(!edit.isFreePreview) } }
    return this.save(
      ctx,
      edit,
      edit.isFreePreview ? 'is a free preview' : 'is no longer a free preview',
      undo
    )
  }

  async place(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const target = await request.validateUsing(lecturePlaceValidator)
    const moved = await this.moveLecture.handle({
      actor: dashboardActor(ctx),
      lectureId: params.id,
      ...target,
    })
    const { lecture } = moved
    const message = `“${isolated(lecture.title)}” moved to position ${moved.place}.`
    if (request.accepts(['html', 'json']) === 'json') return { message, place: moved.place }
    session.flash('notice', message)
    const courseId = lecture.course.toHexString()
    return response.redirect().status(303).toRoute('admin.courses.show', [courseId])
  }

  private async save(
    ctx: HttpContext,
    edit: Partial<LectureEdit>,
    became: string,
    { path, fields }: { path: string; fields: Record<string, string> }
  ) {
    const { params, session } = ctx
    const actor = dashboardActor(ctx)
    const lecture = await this.updateLecture.handle({ actor, lectureId: params.id, edit })
    session.flash('notice', `“${isolated(lecture.title)}” ${became}.`)
    session.flash('undo', { action: `/admin/lectures/${params.id}/${path}`, fields })
    return redirectBack(ctx)
  }
}
