import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import User from '#app/accounts/models/user'
import SecondFactor from '#app/accounts/models/second_factor'
import WrongSecondFactor from '#app/accounts/exceptions/wrong_second_factor'
import SecondFactors from '#app/accounts/second_factors'
import { stepOf } from '#app/identity/totp'

/**
 * Activates a second factor after verifying a code from its app. Sessions opened without it end.
 */
@inject()
export default class ConfirmSecondFactor {
  constructor(
    private dashboardSessions: DashboardSessions,
    private secondFactors: SecondFactors,
    private audit: Audit
  ) {}

  /**
   * @returns the recovery codes, which can't be read again
   * @throws {WrongSecondFactor}
   */
  async handle({
    actor,
    userId,
    sessionId,
    code,
  }: {
    actor: Actor
    userId: string
    /** Session to keep. */
    sessionId: string
    code: string
  }): Promise<string[]> {
    return db.transaction(async (trx) => {
      const factor = await SecondFactor.query({ client: trx })
        .where('userId', userId)
        .whereNull('confirmedAt')
        .forUpdate()
        .first()
      const lastStep = factor && stepOf(factor, code)
      if (!factor || !lastStep) throw new WrongSecondFactor()

      await factor.merge({ confirmedAt: DateTime.utc(), lastStep }).save()
      await this.dashboardSessions.revokeAll(userId, trx, sessionId)
      const user = await User.findOrFail(userId, { client: trx })
      const change = {
        actor,
        action: 'account.second_factor_added',
        target: accountOf(user),
      } as const
      await this.audit.record(change, trx)
      return this.secondFactors.renewRecoveryCodes(factor, trx)
    })
  }
}
