import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Emails a learner that they have access to a course: when they get it, and again at an administrator's request. */
export default class SendCourseMail extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.send_course_mail'
  static readonly label = 'Access email'
  static readonly formerKinds = ['payments.course_mail_asked']

  static recipientOf({ userId }: { userId: string }) {
    return { userId }
  }
}
