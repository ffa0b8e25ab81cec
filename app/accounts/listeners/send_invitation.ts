import { DateTime } from 'luxon'
import string from '@adonisjs/core/helpers/string'
import mail from '@adonisjs/mail/services/main'
import config from '#config/accounts'
import { frontendOrigins } from '#config/app'
import { keyedHash } from '#app/identity/keyed_hash'
import User from '#app/accounts/models/user'
import PasswordReset from '#app/accounts/models/password_reset'
import InvitationMail from '#app/accounts/mails/invitation_mail'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Emails an invited person a link to choose a password. The link works once, as that of a password reset. */
export default class SendInvitation implements OutboxListener<{ userId: string }> {
  async handle({ userId }: { userId: string }) {
    const user = await User.query().where('id', userId).whereNull('blockedAt').first()
    if (!user) return

    const token = string.random(48)
    await PasswordReset.create({
      userId: user.id,
      tokenHash: keyedHash('reset-token', token),
      expiresAt: DateTime.utc().plus({ seconds: config.invitationTtlInSeconds }),
    })
    await mail.send(
      new InvitationMail({
        name: user.name,
        email: user.email,
        link: `${frontendOrigins[0] ?? ''}/reset-password/${token}`,
        lifetimeInDays: Math.round(config.invitationTtlInSeconds / (24 * 60 * 60)),
      })
    )
  }
}
