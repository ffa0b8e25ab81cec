import { BaseMail } from '@adonisjs/mail'

/** Tells a learner which course is theirs, and where it is watched. */
export default class CourseMail extends BaseMail {
  constructor(
    private recipient: { name: string; email: string; course: string; link: string; since: string }
  ) {
    super()
    this.subject = `Your course: ${recipient.course}`
  }

  prepare() {
    this.message
      .to(this.recipient.email, this.recipient.name)
      .htmlView('mails/course_html', this.recipient)
      .textView('mails/course_text', this.recipient)
  }
}
