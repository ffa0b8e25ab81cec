import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import OutboxEvent from '#app/platform/outbox/outbox_event'

/** How long the action that enrolls may take to start the learner's progress; after that a worker does. */
export const SETTLED_WITHIN = { seconds: 30 }

/** A learner has paid for a course, has taken a free one, or was granted one. */
export default class LearnerEnrolled extends OutboxEvent<{ userId: string; courseId: string }> {
  static readonly kind = 'payments.learner_enrolled'
  static readonly discardOn = [CourseNotFound]
}
