import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import {
  type AccountReference,
  lockAccount,
  lockSuperAdministrators,
} from '#app/accounts/account_reference'
import type User from '#app/accounts/models/user'
import { mayAdminister } from '#app/accounts/roles'
import type { MainRole, Role } from '#app/accounts/models/user'
import UserNotFound from '#app/accounts/exceptions/user_not_found'
import LastSuperAdministrator from '#app/accounts/exceptions/last_super_administrator'

/** Assigns a role to an account. Without an admin role, its dashboard sessions end. */
@inject()
export default class AssignRole {
  constructor(
    private dashboardSessions: DashboardSessions,
    private audit: Audit
  ) {}

  /**
   * @throws {UserNotFound}
   * @throws {LastSuperAdministrator}
   */
  async handle({
    actor,
    role,
    mainrole,
    ...account
  }: AccountReference & { actor: Actor; role: Role; mainrole: MainRole }): Promise<User> {
    return db.transaction(async (trx) => {
      const supers = await lockSuperAdministrators(trx)
      const user = await lockAccount(account, trx)
      if (user.erasedAt) throw new UserNotFound()
      const isLast = supers.length === 1 && supers[0].id === user.id
      if (isLast && mainrole !== 'superadmin') throw new LastSuperAdministrator()

      const before = { role: user.role, mainrole: user.mainrole }
      await user.merge({ role, mainrole }).save()
      if (!mayAdminister(user)) await this.dashboardSessions.revokeAll(user.id, trx)

      const change = { before, after: { role, mainrole } }
      await this.audit.record(
        { actor, action: 'account.role_changed', target: accountOf(user), ...change },
        trx
      )
      return user
    })
  }
}
