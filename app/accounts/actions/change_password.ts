import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import AccessTokens from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import ConfirmPassword from '#app/accounts/actions/confirm_password'
import Passwords from '#app/identity/passwords'
import User from '#app/accounts/models/user'
import WrongPassword from '#app/accounts/exceptions/wrong_password'

/** Changes a user's own password and ends their other sessions. */
@inject()
export default class ChangePassword {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private confirmPassword: ConfirmPassword,
    private passwords: Passwords,
    private audit: Audit
  ) {}

  /** @throws {WrongPassword} */
  async handle({
    actor,
    userId,
    sessionId,
    currentPassword,
    password,
  }: {
    actor: Actor
    userId: string
    /** Dashboard session to keep. */
    sessionId: string
    currentPassword: string
    password: string
  }): Promise<void> {
    const known = await User.findOrFail(userId)
    await this.confirmPassword.handle(known, currentPassword)
    const passwordHash = await this.passwords.hash(password)

    await db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      if (user.password !== known.password) throw new WrongPassword()
      await user.merge({ password: passwordHash }).save()
      await this.accessTokens.revokeAll(userId, trx)
      await this.dashboardSessions.revokeAll(userId, trx, sessionId)
      const change = { actor, action: 'account.password_changed', target: accountOf(user) } as const
      await this.audit.record(change, trx)
    })
  }
}
