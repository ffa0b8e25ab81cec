import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import type PersonalData from '#app/platform/personal_data'

/** Orders with their payments and refunds. They are kept when the person is erased, as tax law requires. */
export default class OrderData implements PersonalData {
  readonly name = 'orders'

  async of(userId: string) {
    const orders = await Order.query().where('userId', userId).preload('payment').orderBy('id')
    const refunds = await Refund.query()
      .whereIn('orderId', Order.query().where('userId', userId).select('id'))
      .orderBy('id')
    return orders.map((order) => ({
      id: order.id,
      gatewayOrderId: order.gatewayOrderId,
      courseId: order.courseId,
      courseTitle: order.courseTitle,
      amountInPaise: Number(order.amountInPaise),
      currency: order.currency,
      createdAt: order.createdAt,
      paidAt: order.paidAt,
      state: order.state,
      gatewayPaymentId: order.payment?.gatewayPaymentId ?? null,
      refunds: refunds
        .filter(({ orderId }) => orderId === order.id)
        .map(({ amountInPaise, state, reason, reference, createdAt }) => ({
          amountInPaise: Number(amountInPaise),
          state,
          reason,
          reference,
          createdAt,
        })),
    }))
  }
}
