import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Shows a soft-deleted lecture again. `deletion` is the event that would have deleted it. */
export default class ShowLecture extends OutboxEvent<{ lectureId: string; deletion: string }> {
  static readonly kind = 'catalog.show_lecture'
  static readonly label = 'Restoration of a lecture'
}
