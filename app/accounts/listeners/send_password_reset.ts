import { DateTime } from 'luxon'
import string from '@adonisjs/core/helpers/string'
import mail from '@adonisjs/mail/services/main'
import config from '#config/accounts'
import { frontendOrigins } from '#config/app'
import { keyedHash } from '#app/identity/keyed_hash'
import User from '#app/accounts/models/user'
import PasswordReset from '#app/accounts/models/password_reset'
import PasswordResetMail from '#app/accounts/mails/password_reset_mail'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/**
 * Issues and mails a reset token. Runs after the response, so that its duration doesn't reveal
 * whether the account exists.
 */
export default class SendPasswordReset implements OutboxListener<{ email: string }> {
  async handle({ email }: { email: string }) {
    const user = await User.query().where('email', email).whereNull('blockedAt').first()
    if (!user) return

    const token = string.random(48)
    await PasswordReset.create({
      userId: user.id,
      tokenHash: keyedHash('reset-token', token),
      expiresAt: DateTime.utc().plus({ seconds: config.resetTtlInSeconds }),
    })
    await mail.send(
      new PasswordResetMail({
        name: user.name,
        email: user.email,
        link: `${frontendOrigins[0] ?? ''}/reset-password/${token}`,
        lifetimeInMinutes: Math.round(config.resetTtlInSeconds / 60),
      })
    )
  }
}
