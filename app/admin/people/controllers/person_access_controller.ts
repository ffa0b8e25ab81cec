import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { isolated } from '#app/platform/text'
import AssignRole from '#app/accounts/actions/assign_role'
import BlockAccount from '#app/accounts/actions/block_account'
import User from '#app/accounts/models/user'
import UserPolicy from '#app/accounts/policies/user_policy'
import { ROLES } from '#app/accounts/roles'
import { roleValidator } from '#app/accounts/validators/people'
import { ROLE_LABELS } from '#app/admin/people/role_labels'
import { dashboardActor } from '#app/accounts/actors'

/** Changes a person's role and blocks or unblocks them. */
@inject()
export default class PersonAccessController {
  constructor(
    private assign: AssignRole,
    private blockAccount: BlockAccount
  ) {}

  async assignRole(ctx: HttpContext) {
    const { bouncer, params, request, response, session } = ctx
    await bouncer.with(UserPolicy).authorize('changeRole')
    const { role } = await request.validateUsing(roleValidator)
    const input = { actor: dashboardActor(ctx), userId: params.id, ...ROLES[role] }
    const { name } = await this.assign.handle(input)
    session.flash('notice', `${isolated(name)}’s role is now ${ROLE_LABELS[role].toLowerCase()}.`)
    return response.redirect().status(303).toPath(`/admin/people/${params.id}`)
  }

  block(ctx: HttpContext) {
    return this.setBlock(ctx, true)
  }

  unblock(ctx: HttpContext) {
    return this.setBlock(ctx, false)
  }

  private async setBlock(ctx: HttpContext, blocked: boolean) {
    const { bouncer, params, response, session } = ctx
    const person = await User.findOrFail(params.id)
    await bouncer.with(UserPolicy).authorize('manage', person)
    await this.blockAccount.handle({ actor: dashboardActor(ctx), userId: person.id, blocked })
    const path = `/admin/people/${person.id}`
    session.flash(
      'notice',
      blocked
        ? `${isolated(person.name)} has been blocked and signed out.`
        : `${isolated(person.name)} has been unblocked.`
    )
    if (blocked) session.flash('undo', { action: `${path}/unblock`, label: 'Undo' })
    return response.redirect().status(303).toPath(path)
  }
}
