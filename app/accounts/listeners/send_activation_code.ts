import { DateTime } from 'luxon'
import mail from '@adonisjs/mail/services/main'
import config from '#config/accounts'
import { greetingName } from '#app/accounts/greeting_name'
import ActivationCodeMail from '#app/accounts/mails/activation_code_mail'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

interface IssuedCode {
  name: string
  email: string
  code: string
  expiresAt: string
}

/** Mails a one-time code, unless it has expired while the mail server was unavailable. */
export default class SendActivationCode implements OutboxListener<IssuedCode> {
  async handle({ name, expiresAt, ...recipient }: IssuedCode) {
    if (DateTime.fromISO(expiresAt) <= DateTime.utc()) return
    const lifetimeInMinutes = Math.round(config.activationTtlInSeconds / 60)
    const mailed = { ...recipient, name: greetingName(name), lifetimeInMinutes }
    await mail.send(new ActivationCodeMail(mailed))
  }
}
