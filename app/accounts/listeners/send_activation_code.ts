import mail from '@adonisjs/mail/services/main'
import env from '#start/env'
import ActivationCodeMail from '#app/accounts/mails/activation_code_mail'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

export default class SendActivationCode implements OutboxListener<{
  name: string
  email: string
  code: string
}> {
  async handle(payload: { name: string; email: string; code: string }) {
    const lifetimeInMinutes = Math.round(env.get('ACTIVATION_TTL') / 60)
    await mail.send(new ActivationCodeMail({ ...payload, lifetimeInMinutes }))
  }
}
