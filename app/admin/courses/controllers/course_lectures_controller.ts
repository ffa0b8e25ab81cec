import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePage from '#app/admin/courses/course_page'
import { lectureRow } from '#app/admin/lectures/lecture_row'
import { dashboardActor } from '#app/accounts/actors'
import AddLecture from '#app/catalog/actions/add_lecture'
import PublishLectures from '#app/catalog/actions/publish_lectures'
import FindCourse from '#app/catalog/queries/find_course'
import { addFileValidator } from '#app/catalog/validators/catalog'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'
import InspectFile from '#app/media/queries/inspect_file'

@inject()
export default class CourseLecturesController {
  constructor(
    private coursePage: CoursePage,
    private findCourse: FindCourse,
    private uploads: FormUploads,
    private addLecture: AddLecture,
    private publishLectures: PublishLectures,
    private inspectFile: InspectFile
  ) {}

  async index({ params, view }: HttpContext) {
    const { head, lectures } = await this.coursePage.handle({
      courseId: params.id,
      tab: 'lectures',
    })
    return view.render('admin/courses/lectures', {
      course: head,
      lectures: lectures.map(lectureRow),
    })
  }

  /** Adds a lecture from a form with one file, for browsers without scripts. */
  async store(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    await this.findCourse.handle({ courseId: params.id })
    const video = await this.uploads.receive(request, LECTURE_MEDIA, async (form) => {
      const { file, title } = await request.validateUsing(addFileValidator, {
        data: { ...form.fields, file: form.file },
      })
      await this.addLecture.handle({
        actor: dashboardActor(ctx),
        courseId: params.id,
        title,
        description: '',
        video: file.key,
        status: 'unpublished',
      })
      return file.key
    })
    const file = await this.inspectFile.handle({ key: video })
    const hint = file?.warning ?? 'Publish it when it is ready for learners.'
    session.flash('notice', `Lecture added. ${hint}`)
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
