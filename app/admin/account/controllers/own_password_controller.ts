import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { dashboardActor } from '#app/accounts/actors'
import ChangePassword from '#app/accounts/actions/change_password'
import { changePasswordValidator } from '#app/accounts/validators/dashboard'

@inject()
export default class OwnPasswordController {
  constructor(private changePassword: ChangePassword) {}

  async update(ctx: HttpContext) {
    const { request, response, session } = ctx
    const user = currentAdministrator(ctx)
    const input = await request.validateUsing(changePasswordValidator)
    const own = { actor: dashboardActor(ctx), userId: user.id, sessionId: user.session.id }
    await this.changePassword.handle({ ...own, ...input })
    session.flash('notice', 'Password changed. You are signed out on all other devices.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }
}
