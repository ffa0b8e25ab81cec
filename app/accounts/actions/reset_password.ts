import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Audit from '#app/platform/audit/audit'
import type { Device } from '#app/identity/device'
import { keyedHash } from '#app/identity/keyed_hash'
import { sqlTime } from '#app/platform/sql/time'
import { accountOf } from '#app/accounts/audited_account'
import AccessTokens from '#app/accounts/access_tokens'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import Passwords from '#app/identity/passwords'
import PasswordReset from '#app/accounts/models/password_reset'
import InvalidResetToken from '#app/accounts/exceptions/invalid_reset_token'

/**
 * Sets a new password with a reset token, which works once, and ends all sessions of the account.
 * If it is unknown whether the password was stored, sending it again is answered as the first time.
 */
@inject()
export default class ResetPassword {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private passwords: Passwords,
    private audit: Audit
  ) {}

  /** @throws {InvalidResetToken} */
  async handle({
    token,
    password,
    device,
  }: {
    token: string
    password: string
    device: Device
  }): Promise<void> {
    const found = await this.find(token) // before hashing, which is expensive, since anyone can call this
    if (found.usedAt) return this.confirm(found, password)
    const passwordHash = await this.passwords.hash(password)

    await db.transaction(async (trx) => {
      const reset = await this.find(token, trx)
      if (reset.usedAt) throw new InvalidResetToken()

      await reset.user.merge({ password: passwordHash }).save()
      await reset.merge({ usedAt: DateTime.utc() }).save()
      const others = PasswordReset.query({ client: trx }).whereNot('id', reset.id)
      await others.where('userId', reset.userId).delete()
      await this.accessTokens.revokeAll(reset.userId, trx)
      await this.dashboardSessions.revokeAll(reset.userId, trx)
      const target = accountOf(reset.user)
      const actor = {
        userId: reset.userId,
        label: target.label,
        channel: 'api',
        ...device,
      } as const
      await this.audit.record({ actor, action: 'account.password_reset', target }, trx)
    })
    await found.delete().catch(() => {}) // the change is stored, and a used token expires
  }

  /**
   * Answers a repeated request without changing anything, once: a used token must not serve to
   * guess passwords.
   * @throws {InvalidResetToken} for any other password
   */
  private async confirm(used: PasswordReset, password: string): Promise<void> {
    const { matches } = await this.passwords.check(used.user.password, password)
    const deleted = await PasswordReset.query().where('id', used.id).delete()
    if (!matches || Number(deleted) === 0) throw new InvalidResetToken()
  }

  /** @throws {InvalidResetToken} */
  private async find(token: string, client?: TransactionClientContract): Promise<PasswordReset> {
    const reset = await PasswordReset.query({ client })
      .where('tokenHash', keyedHash('reset-token', token))
      .where('expiresAt', '>', sqlTime(DateTime.utc()))
      .if(client, (query) => query.forUpdate())
      .preload('user')
      .first()
    if (!reset || reset.user.blockedAt) throw new InvalidResetToken()
    return reset
  }
}
