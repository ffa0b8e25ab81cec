import { BaseMail } from '@adonisjs/mail'

/** Mail with the one-time code that activates an account, to an address that nobody has proven yet. */
export default class ActivationCodeMail extends BaseMail {
  subject = 'Your Theta code'

  constructor(
    private recipient: { name: string; email: string; code: string; lifetimeInMinutes: number }
  ) {
    super()
  }

  prepare() {
    this.message
      .to(this.recipient.email)
      .htmlView('mails/activation_code_html', this.recipient)
      .textView('mails/activation_code_text', this.recipient)
  }
}
