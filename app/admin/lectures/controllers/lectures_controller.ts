import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { isolated } from '#app/platform/text'
import { differencesOf } from '#app/admin/layout/stale_edit'
import LecturePage from '#app/admin/lectures/lecture_page'
import { dashboardActor } from '#app/accounts/actors'
import RestoreLecture from '#app/catalog/actions/restore_lecture'
import SoftDeleteLecture from '#app/catalog/actions/soft_delete_lecture'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import { updateLectureValidator } from '#app/catalog/validators/catalog'

/** Labels of the form's fields, by name. */
const LABELS = { title: 'Title', description: 'Description' }

@inject()
export default class LecturesController {
  constructor(
    private lecturePage: LecturePage,
    private updateLecture: UpdateLecture,
    private softDeleteLecture: SoftDeleteLecture,
    private restoreLecture: RestoreLecture
  ) {}

  async edit({ params, session, view }: HttpContext) {
    const page = await this.lecturePage.handle({ lectureId: params.id })
    const differences = differencesOf(page.lecture, LABELS, session)
    return view.render('admin/lectures/edit', { ...page, differences })
  }

  async update(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const { edits, ...texts } = await request.validateUsing(updateLectureValidator)
    const edit = { ...texts, description: texts.description === null ? '' : texts.description }
    const actor = dashboardActor(ctx)
    const lecture = await this.updateLecture.handle({ actor, lectureId: params.id, edits, edit })
    if (request.accepts(['html', 'json']) === 'json') {
      return { title: lecture.title, edits: lecture.edits ?? 0 }
    }
    session.flash('notice', 'Lecture saved.')
    return response.redirect().status(303).toRoute('admin.lectures.edit', [params.id])
  }

  async destroy(ctx: HttpContext) {
    const { params, response, session } = ctx
    const lecture = await this.softDeleteLecture.handle({
      actor: dashboardActor(ctx),
      lectureId: params.id,
    })
    session.flash('notice', `Lecture “${isolated(lecture.title)}” deleted.`)
    session.flash('undo', { action: `/admin/lectures/${params.id}/restore`, seconds: 10 })
    const courseId = lecture.course.toHexString()
    return response.redirect().status(303).toRoute('admin.courses.show', [courseId])
  }

  async restore(ctx: HttpContext) {
    const { params, response, session } = ctx
    const { title, course } = await this.restoreLecture.handle({
      actor: dashboardActor(ctx),
      lectureId: params.id,
    })
    session.flash('notice', `Lecture “${isolated(title)}” restored.`)
    return response.redirect().status(303).toRoute('admin.courses.show', [course.toHexString()])
  }
}
