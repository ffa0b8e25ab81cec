import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A file may have been stored for something that was not made after all: unless it is used, it is to go. */
export default class FileStored extends OutboxEvent<{ key: string }> {
  static readonly kind = 'media.file_stored'
}
