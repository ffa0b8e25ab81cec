import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutHiddenCharacters } from '#app/platform/hidden_characters'
import { isolated } from '#app/platform/text'
import NotConfirmed from '#app/admin/courses/exceptions/not_confirmed'
import { dashboardActor } from '#app/accounts/actors'
import DeleteCourse from '#app/catalog/actions/delete_course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import { chosenCoursesValidator, deleteCoursesValidator } from '#app/catalog/validators/catalog'
import PreviewDeletion, { type Deletion } from '#app/payments/queries/preview_deletion'

@inject()
export default class CourseDeletionsController {
  constructor(
    private previewDeletion: PreviewDeletion,
    private deleteCourse: DeleteCourse
  ) {}

  async create({ request, view }: HttpContext) {
    const { ids } = await chosenCoursesValidator.validate(request.qs())
    const deletions = await this.preview(ids)
    return view.render('admin/courses/delete', { deletions, phrase: phraseFor(deletions) })
  }

  async store(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { ids, typed } = await request.validateUsing(deleteCoursesValidator)
    const deletions = await this.preview(ids)
    if (comparable(typed ?? '') !== comparable(phraseFor(deletions))) {
      throw new NotConfirmed(deletions.length === 1 ? 'the course title' : 'the phrase')
    }

    const actor = dashboardActor(ctx)
    for (const { id } of deletions) await this.deleteCourse.handle({ actor, courseId: id })
    const [{ title }] = deletions
    const what = deletions.length === 1 ? `“${isolated(title)}”` : `${deletions.length} courses`
    session.flash('notice', `${what} deleted.`)
    return response.redirect().status(303).toRoute('admin.courses.index')
  }

  private async preview(courseIds: string[]): Promise<Deletion[]> {
    const deletions = await this.previewDeletion.handle({ courseIds })
    if (deletions.length === 0) throw new CourseNotFound()
    return deletions
  }
}

/** Returns the phrase that confirms a deletion: the title of a single course, trimmed, or the number of courses. */
function phraseFor(courses: { title: string }[]): string {
  return courses.length === 1 ? courses[0].title.trim() : `${courses.length} courses`
}

/** Returns a text without the characters that a copy of the label may contain, and in NFC. */
function comparable(text: string): string {
  return withoutHiddenCharacters(text).normalize('NFC').trim()
}
