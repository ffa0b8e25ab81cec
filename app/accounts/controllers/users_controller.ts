import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import { apiActor } from '#app/accounts/actors'
import ToggleRole from '#app/accounts/actions/toggle_role'
import ListUsers from '#app/accounts/queries/list_users'
import UserPolicy from '#app/accounts/policies/user_policy'
import { userJson } from '#app/accounts/transformers/user_transformer'

@inject()
export default class UsersController {
  constructor(
    private listUsers: ListUsers,
    private toggleRole: ToggleRole
  ) {}

  async index(ctx: HttpContext) {
    const { bouncer } = ctx
    await bouncer.with(UserPolicy).authorize('list')
    const users = await this.listUsers.handle({ but: currentUser(ctx).id })
    return { users: users.map(userJson) }
  }

  async update(ctx: HttpContext) {
    const { bouncer, params } = ctx
    await bouncer.with(UserPolicy).authorize('changeRole')
    const role = await this.toggleRole.handle({ actor: apiActor(ctx), userId: params.id })
    return {
      message:
        role === 'admin'
          ? 'The user is now an administrator.'
          : 'The user is no longer an administrator.',
    }
  }
}
