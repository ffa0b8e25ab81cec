import { inject } from '@adonisjs/core'
import { newId } from '#app/platform/ids'
import type { Course } from '#app/catalog/documents/course'
import PaymentGateway, { type GatewayOrder } from '#app/payments/gateways/payment_gateway'
import Order from '#app/payments/models/order'

/** Creates an order at the gateway and stores its learner, course and amount. */
@inject()
export default class PlaceOrder {
  constructor(private gateway: PaymentGateway) {}

  /** @throws {GatewayUnavailable} with nothing stored */
  async handle({ userId, course }: { userId: string; course: Course }): Promise<GatewayOrder> {
    const id = newId()
    const courseId = course._id.toHexString()
    const amountInPaise = Math.round(course.price * 100)
    const currency = 'INR'

    const gatewayOrder = await this.gateway.createOrder({
      amountInPaise,
      currency,
      receipt: id,
      notes: { course: courseId, user: userId },
    })
    await Order.create({
      id,
      gatewayOrderId: gatewayOrder.id,
      userId,
      courseId,
      courseTitle: course.title,
      amountInPaise,
      currency,
    })
    return gatewayOrder
  }
}
