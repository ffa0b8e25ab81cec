import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePage from '#app/admin/courses/course_page'
import { pageValidator } from '#app/admin/courses/page_number'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import ListCourseLearners from '#app/learning/queries/list_course_learners'

@inject()
export default class CourseLearnersController {
  constructor(
    private coursePage: CoursePage,
    private listCourseLearners: ListCourseLearners
  ) {}

  async index({ params, request, view }: HttpContext) {
    const { page } = await pageValidator.validate(withoutEmpty(request.qs()))
    const { head } = await this.coursePage.handle({ courseId: params.id, tab: 'learners' })
    return view.render('admin/courses/learners', {
      course: head,
      ...(await this.listCourseLearners.handle({ courseId: params.id, page })),
    })
  }
}
