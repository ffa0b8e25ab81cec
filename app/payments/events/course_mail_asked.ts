import OutboxEvent from '#app/platform/outbox/outbox_event'

/** An administrator wants a learner to be told, again, that a course is theirs. */
export default class CourseMailAsked extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.course_mail_asked'
}
