import Order from '#app/payments/models/order'
import ReportedPayment from '#app/payments/models/reported_payment'

/** Finds an order by its id, the gateway's id (`order_…`) or the gateway's id of one of its payments (`pay_…`). */
export default class FindOrder {
  async handle({
    reference,
  }: {
    reference: string
  }): Promise<{ order: Order; gatewayPaymentId?: string } | null> {
    if (reference.startsWith('pay_')) {
      const payment = await ReportedPayment.query()
        .where('gatewayPaymentId', reference)
        .preload('order')
        .first()
      return payment && { order: payment.order, gatewayPaymentId: reference }
    }
    const order = await Order.query()
      .where('gatewayOrderId', reference)
      .orWhere('id', reference.toLowerCase())
      .first()
    return order && { order }
  }
}
