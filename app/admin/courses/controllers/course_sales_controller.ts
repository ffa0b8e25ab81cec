import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { courseHead } from '#app/admin/courses/course_tabs'
import { pageValidator } from '#app/admin/courses/page_number'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import FindCourse from '#app/catalog/queries/find_course'
import ListCourseSales from '#app/payments/queries/list_course_sales'

@inject()
export default class CourseSalesController {
  constructor(
    private findCourse: FindCourse,
    private listCourseSales: ListCourseSales
  ) {}

  async index({ params, request, view }: HttpContext) {
    const { page } = await pageValidator.validate(withoutEmpty(request.qs()))
    const course = await this.findCourse.handle({ courseId: params.id })
    return view.render('admin/courses/sales', {
      course: courseHead(course, 'sales'),
      ...(await this.listCourseSales.handle({ courseId: params.id, page })),
    })
  }
}
