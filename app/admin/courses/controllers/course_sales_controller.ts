import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePage from '#app/admin/courses/course_page'
import { pageValidator } from '#app/admin/courses/page_number'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import ListCourseSales from '#app/payments/queries/list_course_sales'

@inject()
export default class CourseSalesController {
  constructor(
    private coursePage: CoursePage,
    private listCourseSales: ListCourseSales
  ) {}

  async index({ params, request, view }: HttpContext) {
    const { page } = await pageValidator.validate(withoutEmpty(request.qs()))
    const { head } = await this.coursePage.handle({ courseId: params.id, tab: 'sales' })
    return view.render('admin/courses/sales', {
      course: head,
      ...(await this.listCourseSales.handle({ courseId: params.id, page })),
    })
  }
}
