import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { keyedHash } from '#app/platform/keyed_hash'
import { sqlTime } from '#app/platform/sql/time'
import { accessTokens } from '#app/accounts/access_tokens'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import Passwords from '#app/accounts/passwords'
import PasswordReset from '#app/accounts/models/password_reset'
import InvalidResetToken from '#app/accounts/exceptions/invalid_reset_token'

/** Sets a new password by a reset token, which works once, and ends every session of the account. */
@inject()
export default class ResetPassword {
  constructor(private passwords: Passwords) {}

  /** @throws {InvalidResetToken} */
  async handle({ token, password }: { token: string; password: string }): Promise<void> {
    const passwordHash = await this.passwords.hash(password)

    await db.transaction(async (trx) => {
      const reset = await PasswordReset.query({ client: trx })
        .where('tokenHash', keyedHash('reset-token', token))
        .where('expiresAt', '>', sqlTime(DateTime.utc()))
        .forUpdate()
        .preload('user')
        .first()
      if (!reset || reset.user.blockedAt) throw new InvalidResetToken()

      await reset.user.merge({ password: passwordHash }).save()
      await PasswordReset.query({ client: trx }).where('userId', reset.userId).delete()
      await accessTokens.revokeAll(reset.userId, trx)
      await dashboardSessions.revokeAll(reset.userId, trx)
    })
  }
}
