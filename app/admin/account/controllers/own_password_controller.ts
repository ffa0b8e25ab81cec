import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ChangePassword from '#app/accounts/actions/change_password'
import { changePasswordValidator } from '#app/accounts/validators/dashboard'

@inject()
export default class OwnPasswordController {
  constructor(private changePassword: ChangePassword) {}

  async update({ auth, request, response, session }: HttpContext) {
    const user = auth.use('dashboard').getUserOrFail()
    const input = await request.validateUsing(changePasswordValidator)
    await this.changePassword.handle({ userId: user.id, sessionId: user.session.id, ...input })
    session.flash('notice', 'Your password is changed. Your other sessions have ended.')
    return response.redirect().status(303).toRoute('admin.account.show')
  }
}
