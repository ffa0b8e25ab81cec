import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Asks the gateway about an order's payments, and captures what is still authorized after ten minutes. */
export default class ConfirmPayment extends OutboxEvent<{ orderId: string }> {
  static readonly kind = 'payments.confirm_payment'
  static readonly label = 'Confirmation of a payment'
}
