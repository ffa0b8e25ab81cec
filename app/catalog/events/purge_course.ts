import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Removes a course and everything that belongs to it. */
export default class PurgeCourse extends OutboxEvent<{ courseId: string; image: string }> {
  static readonly kind = 'catalog.purge_course'
  static readonly label = 'Deletion of a course'
  static readonly formerKinds = ['catalog.course_deleted']
}
