import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Removes a stored file if the record it was meant for was never created. */
export default class RemoveFileUnlessUsed extends OutboxEvent<{ key: string }> {
  static readonly kind = 'media.remove_file_unless_used'
  static readonly label = 'Removal of an unused file'
  static readonly formerKinds = ['media.file_stored']
}
