import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CreateCourse from '#app/catalog/actions/create_course'
import DeleteCourse from '#app/catalog/actions/delete_course'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { createCourseValidator } from '#app/catalog/validators/catalog'
import Uploads from '#app/media/uploads'

@inject()
export default class CourseChangesController {
  constructor(
    private uploads: Uploads,
    private createCourse: CreateCourse,
    private deleteCourse: DeleteCourse
  ) {}

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
}
