import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#app/platform/audit/actor'
import UpdateCourse from '#app/catalog/actions/update_course'
import { changeCoursesValidator, courseStatusValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CourseStatusesController {
  constructor(private updateCourse: UpdateCourse) {}

  /** Of the courses that were chosen in the list. A deletion asks first. */
  async change(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { ids, change } = await request.validateUsing(changeCoursesValidator)
    if (change === 'delete') {
      return response.redirect().status(303).withQs({ ids }).toRoute('admin.courses.deletion')
    }

    const status = change === 'publish' ? 'published' : 'draft'
    const actor = actorOf(ctx)
    for (const courseId of ids) {
      await this.updateCourse.handle({ actor, courseId, edit: { status } })
    }
    const what = ids.length === 1 ? 'The course is' : `${ids.length} courses are`
    const state = status === 'published' ? 'published' : 'drafts'
    session.flash(
      'notice',
      `${what} ${ids.length === 1 && status === 'draft' ? 'a draft' : state}.`
    )
    return response.redirect().status(303).withQs().back()
  }

  async update(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const { status } = await request.validateUsing(courseStatusValidator)
    await this.updateCourse.handle({ actor: actorOf(ctx), courseId: params.id, edit: { status } })
    const isLive = status === 'published'
    session.flash('notice', isLive ? 'The course is published.' : 'The course is a draft again.')
    const fields = { status: isLive ? 'draft' : 'published' }
    session.flash('undo', { action: `/admin/courses/${params.id}/status`, fields })
    return response.redirect().status(303).withQs().back()
  }
}
