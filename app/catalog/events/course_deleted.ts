import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A course is to go, with all that hangs on it. */
export default class CourseDeleted extends OutboxEvent<{ courseId: string; image: string }> {
  static readonly kind = 'catalog.course_deleted'
}
