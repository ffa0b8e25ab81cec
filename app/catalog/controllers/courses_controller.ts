import fresh from 'fresh'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CreateCourse from '#app/catalog/actions/create_course'
import DeleteCourse from '#app/catalog/actions/delete_course'
import CatalogCache, { type PreparedAnswer } from '#app/catalog/cache/catalog_cache'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import { createCourseValidator } from '#app/catalog/validators/catalog'
import Uploads from '#app/media/uploads'

@inject()
export default class CoursesController {
  constructor(
    private catalog: CatalogCache,
    private uploads: Uploads,
    private createCourse: CreateCourse,
    private deleteCourse: DeleteCourse
  ) {}

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

  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('administer')

    await this.uploads.receive(request, { accepts: 'cover' }, async (form) => {
      const { file, ...course } = await createCourseValidator.validate({
        ...form.fields,
        file: form.file,
      })
      await this.createCourse.handle({ ...course, image: file.key })
    })
    return response.created({ message: 'The course is published.' })
  }

  async destroy({ bouncer, params }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('administer')
    await this.deleteCourse.handle({ courseId: params.id })
    return { message: 'The course is deleted.' }
  }

  private send({ request, response }: HttpContext, { body, etag }: PreparedAnswer) {
    response.header('etag', etag).header('cache-control', 'no-cache')
    if (fresh(request.headers(), { etag })) return response.status(304).send(null)
    return response.type('application/json; charset=utf-8').send(body)
  }
}
