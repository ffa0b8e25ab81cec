import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A lecture is to go, with its file and the traces of whoever completed it. */
export default class LectureDeleted extends OutboxEvent<{
  lectureId: string
  courseId: string
  video: string
}> {
  static readonly kind = 'catalog.lecture_deleted'
}
