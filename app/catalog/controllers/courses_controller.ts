import fresh from 'fresh'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser, optionalUser } from '#app/accounts/current_user'
import CatalogCache, { type PreparedAnswer } from '#app/catalog/cache/catalog_cache'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import { isDraft } from '#app/catalog/documents/course'
import { courseJson } from '#app/catalog/transformers/course_transformer'

@inject()
export default class CoursesController {
  constructor(private catalog: CatalogCache) {}

  /** Sends the same list to everyone unless there are drafts, which signed-in users may be allowed to see. */
  async index(ctx: HttpContext) {
    const viewer = (await this.catalog.hasDrafts()) ? await optionalUser(ctx) : undefined
    if (!viewer) return this.send(ctx, await this.catalog.courseList())
    return this.send(ctx, await this.catalog.courseListFor(viewer), 'private, no-cache')
  }

  async show(ctx: HttpContext) {
    const { id } = ctx.params
    const answer = await this.catalog.courseAnswer(id)
    const course = await this.catalog.course(id)
    if (!answer || !course) throw new CourseNotFound()
    if (!isDraft(course)) return this.send(ctx, answer)

    const viewer = await optionalUser(ctx)
    if (!viewer?.mayWatch(id)) throw new CourseNotFound()
    return this.send(ctx, answer, 'private, no-cache')
  }

  /** Lists the courses that the user may watch. */
  async mine(ctx: HttpContext) {
    const { subscription } = currentUser(ctx)
    const courses = await this.catalog.courses()
    return {
      courses: courses
        .filter(({ _id }) => subscription.includes(_id.toHexString()))
        .map(courseJson),
    }
  }

  private send(
    { request, response }: HttpContext,
    { body, etag }: PreparedAnswer,
    caching = 'no-cache'
  ) {
    response.header('etag', etag).header('cache-control', caching)
    if (fresh(request.headers(), { etag })) return response.status(304).send(null)
    return response.type('application/json; charset=utf-8').send(body)
  }
}
