import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A bank has taken the money of a payment back. */
export default class DisputeLost extends OutboxEvent<{ disputeId: string }> {
  static readonly kind = 'payments.dispute_lost'
  static readonly label = 'Lost dispute'
}
