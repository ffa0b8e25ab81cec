import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePage from '#app/admin/courses/course_page'
import { pageValidator } from '#app/admin/courses/page_number'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { sendCsv } from '#app/admin/layout/send_csv'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import FindCourse from '#app/catalog/queries/find_course'
import ExportCourseLearners from '#app/learning/queries/export_course_learners'
import ListCourseLearners from '#app/learning/queries/list_course_learners'

@inject()
export default class CourseLearnersController {
  constructor(
    private coursePage: CoursePage,
    private findCourse: FindCourse,
    private listCourseLearners: ListCourseLearners,
    private exportCourseLearners: ExportCourseLearners
  ) {}

  async index({ params, request, view }: HttpContext) {
    const { page } = await pageValidator.validate(withoutEmpty(request.qs()))
    const { head } = await this.coursePage.handle({ courseId: params.id, tab: 'learners' })
    return view.render('admin/courses/learners', {
      course: head,
      ...(await this.listCourseLearners.handle({ courseId: params.id, page })),
    })
  }

  async export(ctx: HttpContext) {
    const { params, request } = ctx
    await this.findCourse.handle({ courseId: params.id })
    const input = { courseId: params.id, zone: zoneOf(request) }
    return sendCsv(ctx, 'theta-learners.csv', this.exportCourseLearners.handle(input))
  }
}
