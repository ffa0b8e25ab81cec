import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import UserPolicy from '#app/accounts/policies/user_policy'
import PreviewPeopleImport from '#app/accounts/queries/preview_people_import'
import { importPeopleValidator } from '#app/accounts/validators/people'
import { count } from '#app/admin/layout/formatters'
import { courseToGive } from '#app/admin/people/course_to_give'
import ListCourseTitles from '#app/catalog/queries/list_course_titles'
import ImportPeople, { type PeopleImported } from '#app/payments/actions/import_people'

/** Imports people from CSV: the preview stores nothing, and its form sends the list again. */
@inject()
export default class PeopleImportsController {
  constructor(
    private listCourseTitles: ListCourseTitles,
    private previewPeopleImport: PreviewPeopleImport,
    private importPeople: ImportPeople
  ) {}

  async create({ request, view }: HttpContext) {
    const courses = await this.listCourseTitles.handle()
    return view.render('admin/people/import', { courses, courseId: request.qs().course })
  }

  async preview({ bouncer, request, view }: HttpContext) {
    await bouncer.with(UserPolicy).authorize('invite')
    const { csv, courseId, reason } = await request.validateUsing(importPeopleValidator)
    const rows = await this.previewPeopleImport.handle({ csv })
    const courses = await this.listCourseTitles.handle()
    const course = courses.find(({ id }) => id === courseId)
    return view.render('admin/people/import_preview', { rows, csv, course, reason })
  }

  async store(ctx: HttpContext) {
    const { bouncer, request, response, session } = ctx
    await bouncer.with(UserPolicy).authorize('invite')
    const { csv, ...given } = await request.validateUsing(importPeopleValidator)
    const input = { actor: dashboardActor(ctx), csv, course: courseToGive(given) }
    session.flash('notice', noticeOf(await this.importPeople.handle(input)))
    return response.redirect().status(303).toRoute('admin.people.index')
  }
}

function noticeOf({ invited, enrolled, skipped }: PeopleImported): string {
  const parts = [`${count(invited)} invited`, `${count(enrolled)} enrolled`]
  if (skipped > 0) parts.push(`${count(skipped)} skipped`)
  return `${parts.join(', ')}.`
}
