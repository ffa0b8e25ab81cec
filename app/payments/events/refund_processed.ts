import OutboxEvent from '#app/platform/outbox/outbox_event'

/** The gateway has given money back. */
export default class RefundProcessed extends OutboxEvent<{ refundId: string }> {
  static readonly kind = 'payments.refund_processed'
  static readonly label = 'Processed refund'
}
