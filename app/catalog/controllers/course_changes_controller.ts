import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { apiActor } from '#app/accounts/actors'
import CreateCourse from '#app/catalog/actions/create_course'
import DeleteCourse from '#app/catalog/actions/delete_course'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { createCourseValidator } from '#app/catalog/validators/catalog'
import { COVER } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'

@inject()
export default class CourseChangesController {
  constructor(
    private uploads: FormUploads,
    private createCourse: CreateCourse,
    private deleteCourse: DeleteCourse
  ) {}

  async store(ctx: HttpContext) {
    const { bouncer, request, response } = ctx
    await bouncer.with(CoursePolicy).authorize('administer')

    await this.uploads.receive(request, COVER, async (form) => {
      const { file, ...course } = await createCourseValidator.validate({
        ...form.fields,
        file: form.file,
      })
      await this.createCourse.handle({
        actor: apiActor(ctx),
        ...course,
        image: file.key,
        status: 'published',
      })
    })
    return response.created({ message: 'Course published.' })
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, params } = ctx
    await bouncer.with(CoursePolicy).authorize('administer')
    await this.deleteCourse.handle({ actor: apiActor(ctx), courseId: params.id })
    return { message: 'The course is deleted.' }
  }
}
