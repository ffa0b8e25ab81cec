import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { courseHead } from '#app/admin/courses/course_tabs'
import { pageValidator } from '#app/admin/courses/page_number'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import FindCourse from '#app/catalog/queries/find_course'
import ListCourseLearners from '#app/learning/queries/list_course_learners'

@inject()
export default class CourseLearnersController {
  constructor(
    private findCourse: FindCourse,
    private listCourseLearners: ListCourseLearners
  ) {}

  async index({ params, request, view }: HttpContext) {
    const { page } = await pageValidator.validate(withoutEmpty(request.qs()))
    const course = await this.findCourse.handle({ courseId: params.id })
    return view.render('admin/courses/learners', {
      course: courseHead(course, 'learners'),
      ...(await this.listCourseLearners.handle({ courseId: params.id, page })),
    })
  }
}
