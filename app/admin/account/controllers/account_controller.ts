import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import DashboardSessions from '#app/accounts/dashboard_sessions'

@inject()
export default class AccountController {
  constructor(private dashboardSessions: DashboardSessions) {}

  async show(ctx: HttpContext) {
    const { view } = ctx
    const { id, session } = currentAdministrator(ctx)
    const sessions = await this.dashboardSessions.of(id)
    return view.render('admin/account/show', { sessions, currentSession: session.id })
  }
}
