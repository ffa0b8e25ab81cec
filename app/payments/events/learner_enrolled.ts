import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A learner has paid for a course, has taken one that costs nothing, or was granted one. */
export default class LearnerEnrolled extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.learner_enrolled'
}
