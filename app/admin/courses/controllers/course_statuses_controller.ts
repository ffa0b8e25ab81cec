import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { redirectBack } from '#app/admin/layout/previous_page'
import { dashboardActor } from '#app/accounts/actors'
import SetCourseStatus from '#app/catalog/actions/set_course_status'
import type { CourseStatus } from '#app/catalog/documents/course'
import { isPublished } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import ListLectures from '#app/catalog/queries/list_lectures'
import { changeCoursesValidator, courseStatusValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CourseStatusesController {
  constructor(
    private findCourse: FindCourse,
    private listLectures: ListLectures,
    private setCourseStatus: SetCourseStatus
  ) {}

  /** Changes the selected courses. Deletions lead to a confirmation page. */
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
    const { session } = ctx
    const changed = await this.setCourseStatus.handle({
      actor: dashboardActor(ctx),
      courseIds,
      status,
    })
    const hint = status === 'published' && changed.length === 1 ? await this.hintOf(changed[0]) : ''
    session.flash('notice', noticeOf(changed.length, status) + hint)
    if (changed.length > 0) {
      const change = status === 'published' ? 'unpublish' : 'publish'
      session.flash('undo', {
        action: '/admin/courses/change',
        fields: { change, 'ids[]': changed },
      })
    }
    return redirectBack(ctx)
  }

  /** Warns if a published course shows no lectures to learners. */
  private async hintOf(courseId: string): Promise<string> {
    const lectures = await this.listLectures.handle({ courseId })
    if (lectures.length === 0) return ' It has no lectures yet.'
    return lectures.some(isPublished) ? '' : ' None of its lectures are published yet.'
  }
}

function noticeOf(changed: number, status: CourseStatus): string {
  const isLive = status === 'published'
  if (changed === 0) return isLive ? 'Already published.' : 'Already a draft.'
  if (changed > 1) return `${changed} courses ${isLive ? 'published' : 'unpublished'}.`
  return isLive ? 'Course published.' : 'Course unpublished.'
}
