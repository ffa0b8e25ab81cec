import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'

export default class AccountController {
  async show(ctx: HttpContext) {
    const { view } = ctx
    const { id, session } = currentAdministrator(ctx)
    const sessions = await dashboardSessions.of(id)
    return view.render('admin/account/show', { sessions, currentSession: session.id })
  }
}
