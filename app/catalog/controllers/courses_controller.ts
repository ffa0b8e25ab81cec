import fresh from 'fresh'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CatalogCache, { type PreparedAnswer } from '#app/catalog/cache/catalog_cache'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import { courseJson } from '#app/catalog/transformers/course_transformer'

@inject()
export default class CoursesController {
  constructor(private catalog: CatalogCache) {}

  async index(ctx: HttpContext) {
    return this.send(ctx, await this.catalog.courseList())
  }

  async show(ctx: HttpContext) {
    const answer = await this.catalog.courseAnswer(ctx.params.id)
    if (!answer) throw new CourseNotFound()
    return this.send(ctx, answer)
  }

  /** The courses that the user may watch. */
  async mine({ auth }: HttpContext) {
    const { subscription } = auth.getUserOrFail()
    const courses = await this.catalog.courses()
    return {
      courses: courses
        .filter(({ _id }) => subscription.includes(_id.toHexString()))
        .map(courseJson),
    }
  }

  private send({ request, response }: HttpContext, { body, etag }: PreparedAnswer) {
    response.header('etag', etag).header('cache-control', 'no-cache')
    if (fresh(request.headers(), { etag })) return response.status(304).send(null)
    return response.type('application/json; charset=utf-8').send(body)
  }
}
