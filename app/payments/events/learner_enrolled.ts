import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Time for the enrolling action to start the learner's progress itself; after that a worker does. */
export const SETTLED_WITHIN = { seconds: 30 }

/** A learner was enrolled by paying, by choosing a free course, or by an administrator. */
export default class LearnerEnrolled extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.learner_enrolled'
  static readonly label = 'Start of a course'
  static readonly discardOn = [CourseNotFound]

  static recipientOf({ userId }: { userId: string }) {
    return { userId }
  }
}
