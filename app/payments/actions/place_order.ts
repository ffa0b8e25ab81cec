import { inject } from '@adonisjs/core'
import { newId } from '#app/platform/ids'
import type { Course } from '#app/catalog/documents/course'
import RecordRefusedOrder from '#app/payments/actions/record_refused_order'
import OrderRefused from '#app/payments/exceptions/order_refused'
import type { GatewayOrder } from '#app/payments/gateways/gateway_entities'
import PaymentGateway, { type OrderRequest } from '#app/payments/gateways/payment_gateway'
import Order from '#app/payments/models/order'

/** Creates an order at the gateway and stores its learner, course and amount. */
@inject()
export default class PlaceOrder {
  constructor(
    private gateway: PaymentGateway,
    private recordRefusedOrder: RecordRefusedOrder
  ) {}

  /**
   * @throws {GatewayUnavailable} with nothing stored
   * @throws {OrderRefused} which administrators see
   */
  async handle({
    userId,
    course,
    price,
  }: {
    userId: string
    course: Course
    /** Whole rupees. */
    price: number
  }): Promise<GatewayOrder> {
    const id = newId()
    const courseId = course._id.toHexString()
    const amountInPaise = Math.round(price * 100)
    const currency = 'INR'

    const gatewayOrder = await this.request({
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

  private async request(order: OrderRequest): Promise<GatewayOrder> {
    try {
      return await this.gateway.createOrder(order)
    } catch (error) {
      if (error instanceof OrderRefused) {
        const { amountInPaise, notes } = order
        const courseId = notes.course
        await this.recordRefusedOrder.handle({ courseId, amountInPaise, reason: error.reason })
      }
      throw error
    }
  }
}
