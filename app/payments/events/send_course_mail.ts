import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Sends a learner the mail about a course of theirs, as an administrator asked. */
export default class SendCourseMail extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.send_course_mail'
  static readonly formerKinds = ['payments.course_mail_asked']
}
