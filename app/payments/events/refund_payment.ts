import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Asks the gateway for a refund that was stored as requested. */
export default class RefundPayment extends OutboxEvent<{ refundId: string }> {
  static readonly kind = 'payments.refund_payment'
  static readonly label = 'Refund'
  static readonly discardOn = [GatewayRefused]
}
