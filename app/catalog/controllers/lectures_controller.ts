import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { isDraft } from '#app/catalog/documents/course'
import { type Lecture, isPublished } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { lectureJson } from '#app/catalog/transformers/lecture_transformer'

@inject()
export default class LecturesController {
  constructor(private catalog: CatalogCache) {}

  async index(ctx: HttpContext) {
    const { bouncer, params } = ctx
    await bouncer.with(CoursePolicy).authorize('watch', params.courseId)
    if (!(await this.catalog.course(params.courseId))) throw new CourseNotFound()
    const lectures = await this.catalog.lecturesOf(params.courseId)
    const user = currentUser(ctx)
    const visible = user.isAdministrator ? lectures : lectures.filter(isPublished)
    return { lectures: visible.map((lecture) => lectureJson(lecture, user)) }
  }

  async show(ctx: HttpContext) {
    const { bouncer, params } = ctx
    const lecture = await this.catalog.lecture(params.id)
    const user = currentUser(ctx)
    if (!lecture || !(isPublished(lecture) || user.isAdministrator)) throw new LectureNotFound()
    if (await this.isFree(lecture)) return { lecture: lectureJson(lecture) }
    await bouncer.with(CoursePolicy).authorize('watch', lecture.course.toHexString())
    return { lecture: lectureJson(lecture, user) }
  }

  /** Tells whether every signed-in user may watch the lecture. Drafts have no free previews. */
  private async isFree({ isFreePreview, course }: Lecture): Promise<boolean> {
    if (!isFreePreview) return false
    const previewed = await this.catalog.course(course.toHexString())
    return previewed !== undefined && !isDraft(previewed)
  }
}
