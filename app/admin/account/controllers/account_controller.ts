import type { HttpContext } from '@adonisjs/core/http'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'

export default class AccountController {
  async show({ auth, view }: HttpContext) {
    const { id, session } = auth.use('dashboard').getUserOrFail()
    const sessions = await dashboardSessions.of(id)
    return view.render('admin/account/show', { sessions, currentSession: session.id })
  }
}
