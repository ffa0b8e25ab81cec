import OutboxEvent from '#app/platform/outbox/outbox_event'

/** The payment that counts for an order was captured: the money is ours. `paymentId` is the id of a `Payment`. */
export default class PaymentCaptured extends OutboxEvent<{ orderId: string; paymentId: string }> {
  static readonly kind = 'payments.payment_captured'
  static readonly label = 'Captured payment'
}
