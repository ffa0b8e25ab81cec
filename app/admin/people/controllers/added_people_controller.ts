import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import UserPolicy from '#app/accounts/policies/user_policy'
import { addPersonValidator } from '#app/accounts/validators/people'
import { courseToGive } from '#app/admin/people/course_to_give'
import ListCourseTitles from '#app/catalog/queries/list_course_titles'
import AddPerson, { type AddedPerson } from '#app/payments/actions/add_person'

/** Invites a person, or enrolls someone who has an account, by e-mail. */
@inject()
export default class AddedPeopleController {
  constructor(
    private listCourseTitles: ListCourseTitles,
    private addPerson: AddPerson
  ) {}

  async create({ request, view }: HttpContext) {
    const courses = await this.listCourseTitles.handle()
    return view.render('admin/people/add', { courses, courseId: request.qs().course })
  }

  async store(ctx: HttpContext) {
    const { bouncer, request, response, session } = ctx
    await bouncer.with(UserPolicy).authorize('invite')
    const { name, email, ...given } = await request.validateUsing(addPersonValidator)
    const actor = dashboardActor(ctx)
    const course = courseToGive(given)
    const added = await this.addPerson.handle({ actor, person: { name, email }, course })
    session.flash('notice', noticeOf(added))
    return response.redirect().status(303).toPath(`/admin/people/${added.user.id}`)
  }
}

function noticeOf({ user, isNew, isEnrolled }: AddedPerson): string {
  if (isNew) return `Invitation sent to ${user.email}.`
  return isEnrolled
    ? `${user.name} already has an account. Access given.`
    : `${user.name} already has an account. Nothing was changed.`
}
