import { BaseMail } from '@adonisjs/mail'

/** Mail with the link for setting a new password. */
export default class PasswordResetMail extends BaseMail {
  subject = 'Set a new Theta password'

  constructor(
    private recipient: { name: string; email: string; link: string; lifetimeInMinutes: number }
  ) {
    super()
  }

  prepare() {
    this.message
      .to(this.recipient.email, this.recipient.name)
      .htmlView('mails/password_reset_html', this.recipient)
      .textView('mails/password_reset_text', this.recipient)
  }
}
