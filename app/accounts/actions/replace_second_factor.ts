import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import ConfirmPassword from '#app/accounts/actions/confirm_password'
import User from '#app/accounts/models/user'
import WrongSecondFactor from '#app/accounts/exceptions/wrong_second_factor'
import SecondFactors from '#app/accounts/second_factors'
import { stepOf } from '#app/identity/totp'

/** Moves a second factor to another app after verifying its code. The old app works until then. */
@inject()
export default class ReplaceSecondFactor {
  constructor(
    private dashboardSessions: DashboardSessions,
    private secondFactors: SecondFactors,
    private confirmPassword: ConfirmPassword,
    private audit: Audit
  ) {}

  /**
   * @param sessionId session to keep
   * @returns new recovery codes; the previous ones stop working
   * @throws {WrongPassword}
   * @throws {WrongSecondFactor}
   */
  async handle({
    actor,
    userId,
    sessionId,
    password,
    secret,
    code,
  }: Record<'userId' | 'sessionId' | 'password' | 'secret' | 'code', string> & {
    actor: Actor
  }): Promise<string[]> {
    const user = await User.findOrFail(userId)
    await this.confirmPassword.handle(user, password)

    return db.transaction(async (trx) => {
      const factor = await this.secondFactors.lockConfirmed(userId, trx).firstOrFail()
      const lastStep = stepOf(factor.merge({ secret, lastStep: null }), code)
      if (!lastStep) throw new WrongSecondFactor()

      await factor.merge({ lastStep }).save()
      await this.dashboardSessions.revokeAll(userId, trx, sessionId)
      const action = 'account.second_factor_replaced'
      await this.audit.record({ actor, action, target: accountOf(user) }, trx)
      return this.secondFactors.renewRecoveryCodes(factor, trx)
    })
  }
}
