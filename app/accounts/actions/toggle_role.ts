import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import User, { type Role } from '#app/accounts/models/user'
import { isAdministrator, mayAdminister } from '#app/accounts/roles'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/**
 * Promotes a user to administrator, or demotes an administrator, whose dashboard sessions then end.
 */
@inject()
export default class ToggleRole {
  constructor(
    private dashboardSessions: DashboardSessions,
    private audit: Audit
  ) {}

  /** @throws {UserNotFound} */
  async handle({ actor, userId }: { actor: Actor; userId: string }): Promise<Role> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().first()
      if (!user) throw new UserNotFound()
      const before = { role: user.role }
      await user.merge({ role: isAdministrator(user) ? 'user' : 'admin' }).save()
      if (!mayAdminister(user)) await this.dashboardSessions.revokeAll(user.id, trx)

      const change = { before, after: { role: user.role } }
      await this.audit.record(
        { actor, action: 'account.role_changed', target: accountOf(user), ...change },
        trx
      )
      return user.role
    })
  }
}
