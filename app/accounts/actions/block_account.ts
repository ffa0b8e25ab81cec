import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import AccessTokens from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import {
  type AccountReference,
  lockAccount,
  lockSuperAdministrators,
} from '#app/accounts/account_reference'
import type User from '#app/accounts/models/user'
import LastSuperAdministrator from '#app/accounts/exceptions/last_super_administrator'
import OwnAccount from '#app/accounts/exceptions/own_account'

/** Blocks an account and ends its sessions, or unblocks it. Idempotent. */
@inject()
export default class BlockAccount {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private audit: Audit
  ) {}

  /**
   * @throws {UserNotFound}
   * @throws {OwnAccount}
   * @throws {LastSuperAdministrator}
   */
  async handle({
    actor,
    blocked,
    ...account
  }: AccountReference & { actor: Actor; blocked: boolean }): Promise<User> {
    return db.transaction(async (trx) => {
      const supers = await lockSuperAdministrators(trx)
      const user = await lockAccount(account, trx)
      if (Boolean(user.blockedAt) === blocked || user.erasedAt) return user
      if (blocked && user.id === actor.userId) throw new OwnAccount()
      if (blocked && supers.length === 1 && supers[0].id === user.id)
        throw new LastSuperAdministrator()

      await user.merge({ blockedAt: blocked ? DateTime.utc() : null }).save()
      if (blocked) {
        await this.accessTokens.revokeAll(user.id, trx)
        await this.dashboardSessions.revokeAll(user.id, trx)
      }
      const action = blocked ? 'account.blocked' : 'account.unblocked'
      await this.audit.record({ actor, action, target: accountOf(user) }, trx)
      return user
    })
  }
}
