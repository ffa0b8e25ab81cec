import { BaseMail } from '@adonisjs/mail'

/** Mail with the link by which an invited person chooses a password. */
export default class InvitationMail extends BaseMail {
  subject = 'Your Theta account'

  constructor(
    private recipient: { name: string; email: string; link: string; lifetimeInDays: number }
  ) {
    super()
  }

  prepare() {
    this.message
      .to(this.recipient.email, this.recipient.name)
      .htmlView('mails/invitation_html', this.recipient)
      .textView('mails/invitation_text', this.recipient)
  }
}
