import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import ConfirmPassword from '#app/accounts/actions/confirm_password'
import User from '#app/accounts/models/user'
import SecondFactors from '#app/accounts/second_factors'

/** Generates new recovery codes; the previous ones stop working. */
@inject()
export default class ReplaceRecoveryCodes {
  constructor(
    private secondFactors: SecondFactors,
    private confirmPassword: ConfirmPassword,
    private audit: Audit
  ) {}

  /** @throws {WrongPassword} */
  async handle({
    actor,
    userId,
    password,
  }: {
    actor: Actor
    userId: string
    password: string
  }): Promise<string[]> {
    const user = await User.findOrFail(userId)
    await this.confirmPassword.handle(user, password)

    return db.transaction(async (trx) => {
      const factor = await this.secondFactors.lockConfirmed(userId, trx).firstOrFail()
      const change = {
        actor,
        action: 'account.recovery_codes_renewed',
        target: accountOf(user),
      } as const
      await this.audit.record(change, trx)
      return this.secondFactors.renewRecoveryCodes(factor, trx)
    })
  }
}
