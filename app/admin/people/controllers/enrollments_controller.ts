import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { redirectBack } from '#app/admin/layout/previous_page'
import User from '#app/accounts/models/user'
import { grantValidator } from '#app/accounts/validators/people'
import ListCourseTitles from '#app/catalog/queries/list_course_titles'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import ResendCourseMail from '#app/payments/actions/resend_course_mail'
import RevokeEnrollment from '#app/payments/actions/revoke_enrollment'
import { dashboardActor } from '#app/accounts/actors'

@inject()
export default class EnrollmentsController {
  constructor(
    private listCourseTitles: ListCourseTitles,
    private grantEnrollment: GrantEnrollment,
    private resendCourseMail: ResendCourseMail,
    private revokeEnrollment: RevokeEnrollment
  ) {}

  async create({ params, view }: HttpContext) {
    const person = await User.query().where('id', params.id).preload('enrollments').firstOrFail()
    const enrolled = new Set(person.enrollments.map(({ courseId }) => courseId))
    const courses = await this.listCourseTitles.handle()
    return view.render('admin/people/grant', {
      person,
      courses: courses.filter(({ id }) => !enrolled.has(id)),
    })
  }

  async store(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const input = await request.validateUsing(grantValidator)
    await this.grantEnrollment.handle({ actor: dashboardActor(ctx), userId: params.id, ...input })
    const path = `/admin/people/${params.id}`
    session.flash('notice', 'Access given.')
    session.flash('undo', { action: `${path}/courses/${input.courseId}/revoke` })
    return response.redirect().status(303).toPath(path)
  }

  /** Redirects to the person's or the course's page, whichever the form was on. */
  async mail(ctx: HttpContext) {
    const { params, session } = ctx
    const learner = { userId: params.id, courseId: params.courseId }
    const { email } = await this.resendCourseMail.handle({ actor: dashboardActor(ctx), ...learner })
    session.flash('notice', `The access email is on its way to ${email}.`)
    return redirectBack(ctx)
  }

  async destroy(ctx: HttpContext) {
    const { params, session } = ctx
    const learner = { userId: params.id, courseId: params.courseId }
    await this.revokeEnrollment.handle({ actor: dashboardActor(ctx), ...learner })
    session.flash('notice', 'Access removed. Payments and progress are kept.')
    return redirectBack(ctx)
  }
}
