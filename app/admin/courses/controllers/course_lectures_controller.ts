import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { courseHead } from '#app/admin/courses/course_tabs'
import { lectureRow } from '#app/admin/lectures/lecture_row'
import { dashboardActor } from '#app/accounts/actors'
import AddLecture from '#app/catalog/actions/add_lecture'
import PublishLectures from '#app/catalog/actions/publish_lectures'
import { isPublished } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import ListLectures from '#app/catalog/queries/list_lectures'
import { addLectureValidator } from '#app/catalog/validators/catalog'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'

@inject()
export default class CourseLecturesController {
  constructor(
    private findCourse: FindCourse,
    private listLectures: ListLectures,
    private uploads: FormUploads,
    private addLecture: AddLecture,
    private publishLectures: PublishLectures
  ) {}

  async index({ params, view }: HttpContext) {
    const course = await this.findCourse.handle({ courseId: params.id })
    const lectures = await this.listLectures.handle({ courseId: params.id })
    return view.render('admin/courses/lectures', {
      course: courseHead(course, 'lectures'),
      lectures: lectures.map(lectureRow),
      unpublished: lectures.filter((lecture) => !isPublished(lecture)).length,
    })
  }

  /** Adds a lecture from a form with one file, for browsers without scripts. */
  async store(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    await this.findCourse.handle({ courseId: params.id })
    await this.uploads.receive(request, LECTURE_MEDIA, async (form) => {
      const { title } = form.fields
      const { file, ...texts } = await request.validateUsing(addLectureValidator, {
        data: {
          title,
          description: title,
          file: form.file,
        },
      })
      const lecture = { ...texts, courseId: params.id, video: file.key }
      await this.addLecture.handle({
        actor: dashboardActor(ctx),
        ...lecture,
        status: 'unpublished',
      })
    })
    session.flash('notice', 'Lecture added. Publish it when it is ready for learners.')
    return response.redirect().status(303).toRoute('admin.courses.show', [params.id])
  }

  /** Publishes all unpublished lectures. */
  async publish(ctx: HttpContext) {
    const { params, response, session } = ctx
    const published = await this.publishLectures.handle({
      actor: dashboardActor(ctx),
      courseId: params.id,
    })
    const what = published === 1 ? '1 lecture' : `${published} lectures`
    session.flash(
      'notice',
      published === 0 ? 'All lectures are already published.' : `${what} published.`
    )
    return response.redirect().status(303).toRoute('admin.courses.show', [params.id])
  }
}
