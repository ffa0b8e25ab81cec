import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Removes a file that may have been stored for something that was never created. */
export default class RemoveFileUnlessUsed extends OutboxEvent<{ key: string }> {
  static readonly kind = 'media.remove_file_unless_used'
  static readonly formerKinds = ['media.file_stored']
}
