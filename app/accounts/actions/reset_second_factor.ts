import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { type AccountReference, lockAccount } from '#app/accounts/account_reference'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import NoSecondFactor from '#app/accounts/exceptions/no_second_factor'
import SecondFactor from '#app/accounts/models/second_factor'
import type User from '#app/accounts/models/user'

/**
 * Removes the second factor of someone who has lost it and the recovery codes. They can then sign
 * in with the password only and set up a new one. Their dashboard sessions end, in case the lost
 * device is being misused.
 */
@inject()
export default class ResetSecondFactor {
  constructor(
    private dashboardSessions: DashboardSessions,
    private audit: Audit
  ) {}

  /** @throws {UserNotFound | NoSecondFactor} */
  async handle({ actor, ...account }: AccountReference & { actor: Actor }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await lockAccount(account, trx)
      const deleted = await SecondFactor.query({ client: trx }).where('userId', user.id).delete()
      if (Number(deleted) === 0) throw new NoSecondFactor()
      await this.dashboardSessions.revokeAll(user.id, trx)

      const change = {
        actor,
        action: 'account.second_factor_reset',
        target: accountOf(user),
      } as const
      await this.audit.record(change, trx)
      return user
    })
  }
}
