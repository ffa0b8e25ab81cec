import { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ErasePerson from '#app/accounts/actions/erase_person'
import ExportPerson from '#app/accounts/actions/export_person'
import { dashboardActor } from '#app/accounts/actors'
import User from '#app/accounts/models/user'
import UserPolicy from '#app/accounts/policies/user_policy'
import { confirmedValidator } from '#app/accounts/validators/people'
import NotConfirmed from '#app/admin/courses/exceptions/not_confirmed'

/** Exports and erases a person's data. */
@inject()
export default class PersonDataController {
  constructor(
    private exportPerson: ExportPerson,
    private erasePerson: ErasePerson
  ) {}

  async show(ctx: HttpContext) {
    const { bouncer, params, response } = ctx
    const person = await User.findOrFail(params.id)
    await bouncer.with(UserPolicy).authorize('manage', person)
    const input = { actor: dashboardActor(ctx), userId: person.id }
    const parts = await this.exportPerson.handle(input)
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('content-disposition', `attachment; filename="theta-person-${person.id}.json"`)
    return response.stream(Readable.from(parts, { objectMode: false }))
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, params, request, response, session } = ctx
    await bouncer.with(UserPolicy).authorize('erase')
    const person = await User.findOrFail(params.id)
    const { typed } = await request.validateUsing(confirmedValidator)
    if (typed?.trim() !== person.email) throw new NotConfirmed('the email address')
    await this.erasePerson.handle({ actor: dashboardActor(ctx), userId: person.id })
    session.flash('notice', 'Personal data erased. Orders and payments are kept without a name.')
    return response.redirect().status(303).toRoute('admin.people.index')
  }
}
