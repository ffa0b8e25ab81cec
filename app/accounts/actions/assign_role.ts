import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import User, { type MainRole, type Role } from '#app/accounts/models/user'
import { THETA } from '#app/accounts/realms'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Gives an account a role. Without one of administration, its sessions of the dashboard end. */
@inject()
export default class AssignRole {
  constructor(private audit: Audit) {}

  /** @throws {UserNotFound} */
  async handle({
    actor,
    email,
    role,
    mainrole,
  }: {
    actor: Actor
    email: string
    role: Role
    mainrole: MainRole
  }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx })
        .where({ realm: THETA, email })
        .forUpdate()
        .first()
      if (!user) throw new UserNotFound()
      const before = { role: user.role, mainrole: user.mainrole }
      await user.merge({ role, mainrole }).save()
      if (!user.mayAdminister) await dashboardSessions.revokeAll(user.id, trx)

      const change = { before, after: { role, mainrole } }
      await this.audit.record(
        { actor, action: 'account.role_changed', thing: accountOf(user), ...change },
        trx
      )
      return user
    })
  }
}
