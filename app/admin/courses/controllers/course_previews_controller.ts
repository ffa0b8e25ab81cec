import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { courseHead } from '#app/admin/courses/course_tabs'
import { isPublished } from '#app/catalog/documents/lecture'
import { htmlOf } from '#app/catalog/markdown'
import FindCourse from '#app/catalog/queries/find_course'
import ListLectures from '#app/catalog/queries/list_lectures'
import { descriptionValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CoursePreviewsController {
  constructor(
    private findCourse: FindCourse,
    private listLectures: ListLectures
  ) {}

  /** Shows the course as learners see it. */
  async show({ params, view }: HttpContext) {
    const course = await this.findCourse.handle({ courseId: params.id })
    const lectures = await this.listLectures.handle({ courseId: params.id })
    return view.render('admin/courses/preview', {
      course: courseHead(course, 'lectures'),
      duration: course.duration,
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
