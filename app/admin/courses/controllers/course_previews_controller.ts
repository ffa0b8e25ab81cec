import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePage from '#app/admin/courses/course_page'
import { isPublished } from '#app/catalog/documents/lecture'
import { htmlOf } from '#app/catalog/markdown'
import { descriptionValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CoursePreviewsController {
  constructor(private coursePage: CoursePage) {}

  /** Shows the course as learners see it. */
  async show({ params, view }: HttpContext) {
    const { course, head, lectures } = await this.coursePage.handle({
      courseId: params.id,
      tab: 'lectures',
    })
    return view.render('admin/courses/preview', {
      course: head,
      weeks: course.duration ?? null,
      description: htmlOf(course.description),
      lectures: lectures.filter(isPublished),
    })
  }

  /** Renders a description while it is being edited. */
  async description({ request, view }: HttpContext) {
    const { description } = await request.validateUsing(descriptionValidator)
    return view.render('admin/courses/description', { description: htmlOf(description ?? '') })
  }
}
