import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import ConfirmPassword from '#app/accounts/actions/confirm_password'
import User from '#app/accounts/models/user'
import { isSuperAdministrator } from '#app/accounts/roles'
import SecondFactor from '#app/accounts/models/second_factor'
import SecondFactorRequired from '#app/accounts/exceptions/second_factor_required'

/** Removes a user's own second factor; the password is then enough to sign in. */
@inject()
export default class RemoveSecondFactor {
  constructor(
    private confirmPassword: ConfirmPassword,
    private audit: Audit
  ) {}

  /**
   * @throws {SecondFactorRequired}
   * @throws {WrongPassword}
   */
  async handle({
    actor,
    userId,
    password,
  }: {
    actor: Actor
    userId: string
    password: string
  }): Promise<void> {
    const user = await User.findOrFail(userId)
    if (isSuperAdministrator(user)) throw new SecondFactorRequired()
    await this.confirmPassword.handle(user, password)
    await db.transaction(async (trx) => {
      await SecondFactor.query({ client: trx }).where('userId', userId).delete()
      const change = {
        actor,
        action: 'account.second_factor_removed',
        target: accountOf(user),
      } as const
      await this.audit.record(change, trx)
    })
  }
}
