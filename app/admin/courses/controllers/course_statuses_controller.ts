import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { type StatusChange, statusNotice } from '#app/admin/courses/status_notice'
import { redirectBack } from '#app/admin/layout/previous_page'
import { dashboardActor } from '#app/accounts/actors'
import PublishLectures from '#app/catalog/actions/publish_lectures'
import SetCourseStatus from '#app/catalog/actions/set_course_status'
import { isPublished } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import ListLectures from '#app/catalog/queries/list_lectures'
import { changeCoursesValidator, courseStatusValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CourseStatusesController {
  constructor(
    private findCourse: FindCourse,
    private listLectures: ListLectures,
    private setCourseStatus: SetCourseStatus,
    private publishLectures: PublishLectures
  ) {}

  /** Changes the selected courses. Deletions lead to a confirmation page. */
  async change(ctx: HttpContext) {
    const { ids, change } = await ctx.request.validateUsing(changeCoursesValidator)
    if (change === 'delete') {
      return ctx.response.redirect().status(303).withQs({ ids }).toRoute('admin.courses.deletion')
    }
    const status = change === 'publish' ? 'published' : 'draft'
    const actor = dashboardActor(ctx)
    const changed = await this.setCourseStatus.handle({ actor, courseIds: ids, status })
    return this.report(ctx, { changed, status })
  }

  async update(ctx: HttpContext) {
    const { status, lectures } = await ctx.request.validateUsing(courseStatusValidator)
    const courseId: string = ctx.params.id
    const actor = dashboardActor(ctx)
    await this.findCourse.handle({ courseId })
    const changed = await this.setCourseStatus.handle({ actor, courseIds: [courseId], status })
    const isWhole = status === 'published' && lectures
    const shown = isWhole ? await this.publishLectures.handle({ actor, courseId }) : 0
    return this.report(ctx, { changed, status, shown })
  }

  private async report(ctx: HttpContext, change: StatusChange) {
    const { session } = ctx
    const { changed, status } = change
    session.flash('notice', statusNotice(change))
    const isHinted = status === 'published' && changed.length === 1
    if (isHinted && (await this.hint(ctx, changed[0]))) return redirectBack(ctx)
    if (changed.length > 0) {
      const reverse = status === 'published' ? 'unpublish' : 'publish'
      session.flash('undo', {
        action: '/admin/courses/change',
        fields: { 'change': reverse, 'ids[]': changed },
      })
    }
    return redirectBack(ctx)
  }

  /** Tells if a published course shows no lectures to learners, and offers to publish hidden ones. */
  private async hint({ session }: HttpContext, courseId: string): Promise<boolean> {
    const lectures = await this.listLectures.handle({ courseId })
    if (lectures.some(isPublished)) return false
    if (lectures.length === 0) {
      session.flash('notice', 'Course published. It has no lectures yet.')
      return false
    }
    const hidden = lectures.length === 1 ? 'its lecture is' : `all ${lectures.length} lectures are`
    session.flash('notice', `Course published, but ${hidden} still hidden.`)
    session.flash('undo', {
      label: 'Publish lectures',
      action: `/admin/courses/${courseId}/lectures/publish`,
    })
    return true
  }
}
