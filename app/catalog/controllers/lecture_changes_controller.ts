import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { apiActor } from '#app/accounts/actors'
import AddLecture from '#app/catalog/actions/add_lecture'
import DeleteLecture from '#app/catalog/actions/delete_lecture'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import CoursePolicy from '#app/catalog/policies/course_policy'
import { lectureJson } from '#app/catalog/transformers/lecture_transformer'
import { addLectureValidator } from '#app/catalog/validators/catalog'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'

@inject()
export default class LectureChangesController {
  constructor(
    private catalog: CatalogCache,
    private uploads: FormUploads,
    private addLecture: AddLecture,
    private deleteLecture: DeleteLecture
  ) {}

  async store(ctx: HttpContext) {
    const { bouncer, params, request, response } = ctx
    await bouncer.with(CoursePolicy).authorize('administer')
    if (!(await this.catalog.course(params.id))) throw new CourseNotFound()

    const lecture = await this.uploads.receive(request, LECTURE_MEDIA, async (form) => {
      const { file, ...texts } = await addLectureValidator.validate({
        ...form.fields,
        file: form.file,
      })
      return this.addLecture.handle({
        actor: apiActor(ctx),
        ...texts,
        courseId: params.id,
        video: file.key,
        status: 'published',
      })
    })
    return response.created({ message: 'The lecture is added.', lecture: lectureJson(lecture) })
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, params } = ctx
    await bouncer.with(CoursePolicy).authorize('administer')
    await this.deleteLecture.handle({ actor: apiActor(ctx), lectureId: params.id })
    return { message: 'The lecture is deleted.' }
  }
}
