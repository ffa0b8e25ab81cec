import type { Infer } from '@vinejs/vine/types'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import payments from '#config/payments'
import { COURSE_LABELS, courseValues } from '#app/admin/courses/course_form'
import CoursePage from '#app/admin/courses/course_page'
import { differencesOf } from '#app/admin/layout/stale_edit'
import { dashboardActor } from '#app/accounts/actors'
import UpdateCourse from '#app/catalog/actions/update_course'
import FindCourse from '#app/catalog/queries/find_course'
import SuggestCourseWords from '#app/catalog/queries/suggest_course_words'
import { updateCourseValidator } from '#app/catalog/validators/catalog'
import { COVER } from '#app/catalog/purposes'
import FormUploads from '#app/media/form_uploads'
import PreviewDeletion from '#app/payments/queries/preview_deletion'

type Details = Omit<Infer<typeof updateCourseValidator>, 'file' | 'edits'>

@inject()
export default class CourseSettingsController {
  constructor(
    private coursePage: CoursePage,
    private findCourse: FindCourse,
    private suggestCourseWords: SuggestCourseWords,
    private previewDeletion: PreviewDeletion,
    private uploads: FormUploads,
    private updateCourse: UpdateCourse
  ) {}

  async edit({ params, session, view }: HttpContext) {
    const { course, head } = await this.coursePage.handle({
      courseId: params.id,
      tab: 'settings',
    })
    const [deletion] = await this.previewDeletion.handle({ courseIds: [params.id] })
    return view.render('admin/courses/settings', {
      course: head,
      values: courseValues(course),
      differences: differencesOf(courseValues(course), COURSE_LABELS, session),
      deletion,
      highestPriceInPaise: payments.highestPriceInRupees * 100,
      ...(await this.suggestCourseWords.handle()),
    })
  }

  async update(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const { image } = await this.findCourse.handle({ courseId: params.id })
    await this.uploads.receive(request, COVER, async (form) => {
      const { file, edits, ...values } = await request.validateUsing(updateCourseValidator, {
        data: {
          ...form.fields,
          image,
          file: form.file,
        },
      })
      const edit = { ...withBlanks(values), image: file?.key ?? image }
      await this.updateCourse.handle({
        actor: dashboardActor(ctx),
        courseId: params.id,
        edits,
        edit,
      })
    })
    session.flash('notice', 'Course saved.')
    return response.redirect().status(303).toRoute('admin.courses.settings', [params.id])
  }
}

/** A field that is left empty in a draft becomes empty. */
function withBlanks(values: Details) {
  const { description = '', category = '', price = null, duration = null } = values
  return { ...values, description, category, price, duration }
}
