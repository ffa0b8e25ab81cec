import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { lectureJson } from '#app/catalog/transformers/lecture_transformer'

@inject()
export default class LecturesController {
  constructor(private catalog: CatalogCache) {}

  async index({ bouncer, params }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('watch', params.courseId)
    if (!(await this.catalog.course(params.courseId))) throw new CourseNotFound()
    const lectures = await this.catalog.lecturesOf(params.courseId)
    return { lectures: lectures.map(lectureJson) }
  }

  async show({ bouncer, params }: HttpContext) {
    const lecture = await this.catalog.lecture(params.id)
    if (!lecture) throw new LectureNotFound()
    await bouncer.with(CoursePolicy).authorize('watch', lecture.course.toHexString())
    return { lecture: lectureJson(lecture) }
  }
}
