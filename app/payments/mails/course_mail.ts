import { BaseMail } from '@adonisjs/mail'

/** Tells a learner that they have access to a course, with a link to it. */
export default class CourseMail extends BaseMail {
  constructor(private recipient: { name: string; email: string; course: string; link: string }) {
    super()
    this.subject = `Your access to ${recipient.course}`
  }

  prepare() {
    this.message
      .to(this.recipient.email, this.recipient.name)
      .htmlView('mails/course_html', this.recipient)
      .textView('mails/course_text', this.recipient)
  }
}
