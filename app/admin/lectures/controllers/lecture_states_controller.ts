import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#app/platform/audit/actor'
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
    return this.save(ctx, edit, isShown ? 'is published' : 'is hidden from learners')
  }

  async freePreview(ctx: HttpContext) {
    const edit = await ctx.request.validateUsing(freePreviewValidator)
    return this.save(ctx, edit, edit.isFreePreview ? 'is a free preview' : 'is no free preview')
  }

  async place(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const { place } = await request.validateUsing(lecturePlaceValidator)
    const moved = await this.moveLecture.handle({
      actor: actorOf(ctx),
      lectureId: params.id,
      place,
    })
    const { lecture } = moved
    const message = `“${lecture.title}” is now ${moved.place} of ${moved.of}.`
    if (request.accepts(['html', 'json']) === 'json') return { message, place: moved.place }
    session.flash('notice', message)
    const courseId = lecture.course.toHexString()
    return response.redirect().status(303).toRoute('admin.courses.show', [courseId])
  }

  private async save(ctx: HttpContext, edit: Partial<LectureEdit>, became: string) {
    const { params, response, session } = ctx
    const actor = actorOf(ctx)
    const lecture = await this.updateLecture.handle({ actor, lectureId: params.id, edit })
    session.flash('notice', `“${lecture.title}” ${became}.`)
    return response.redirect().status(303).withQs().back()
  }
}
