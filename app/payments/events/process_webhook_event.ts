import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Processes a stored webhook. `eventId` is the id of a `WebhookEvent`. */
export default class ProcessWebhookEvent extends OutboxEvent<{ eventId: string }> {
  static readonly kind = 'payments.process_webhook_event'
  static readonly label = 'Event of the payment gateway'
}
