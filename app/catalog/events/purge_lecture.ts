import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Removes a lecture, its file and its place in everyone's progress. */
export default class PurgeLecture extends OutboxEvent<{
  lectureId: string
  courseId: string
  video: string
}> {
  static readonly kind = 'catalog.purge_lecture'
  static readonly label = 'Deletion of a lecture'
  static readonly formerKinds = ['catalog.lecture_deleted']
}
