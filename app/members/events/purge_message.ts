import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Deletes a message that was removed in the dashboard, once it can no longer be restored. */
export default class PurgeMessage extends OutboxEvent<{ messageId: number }> {
  static readonly kind = 'members.purge_message'
  static readonly label = 'Deletion of a message'
}
