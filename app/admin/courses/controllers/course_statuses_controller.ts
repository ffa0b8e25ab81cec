import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#app/platform/audit/actor'
import SetCourseStatus from '#app/catalog/actions/set_course_status'
import type { CourseStatus } from '#app/catalog/documents/course'
import FindCourse from '#app/catalog/queries/find_course'
import { changeCoursesValidator, courseStatusValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CourseStatusesController {
  constructor(
    private findCourse: FindCourse,
    private setCourseStatus: SetCourseStatus
  ) {}

  /** Of the courses that were chosen in the list. A deletion asks first. */
  async change(ctx: HttpContext) {
    const { ids, change } = await ctx.request.validateUsing(changeCoursesValidator)
    if (change === 'delete') {
      return ctx.response.redirect().status(303).withQs({ ids }).toRoute('admin.courses.deletion')
    }
    return this.set(ctx, ids, change === 'publish' ? 'published' : 'draft')
  }

  async update(ctx: HttpContext) {
    const { status } = await ctx.request.validateUsing(courseStatusValidator)
    await this.findCourse.handle({ courseId: ctx.params.id })
    return this.set(ctx, [ctx.params.id], status)
  }

  private async set(ctx: HttpContext, courseIds: string[], status: CourseStatus) {
    const { response, session } = ctx
    const changed = await this.setCourseStatus.handle({ actor: actorOf(ctx), courseIds, status })
    session.flash('notice', noticeOf(changed.length, status))
    if (changed.length > 0) {
      const change = status === 'published' ? 'unpublish' : 'publish'
      session.flash('undo', {
        action: '/admin/courses/change',
        fields: { change, 'ids[]': changed },
      })
    }
    return response.redirect().status(303).withQs().back()
  }
}

function noticeOf(changed: number, status: CourseStatus): string {
  const isLive = status === 'published'
  if (changed === 0)
    return `Nothing has changed: that was ${isLive ? 'published' : 'a draft'} before.`
  if (changed > 1) return `${changed} courses are ${isLive ? 'published' : 'drafts'}.`
  return isLive ? 'The course is published.' : 'The course is a draft again.'
}
