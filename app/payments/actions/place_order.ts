import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
import type { Course } from '#app/catalog/documents/course'
import type { CouponClaim } from '#app/payments/actions/claim_coupon'
import RecordRefusedOrder from '#app/payments/actions/record_refused_order'
import OrderRefused from '#app/payments/exceptions/order_refused'
import type { GatewayOrder } from '#app/payments/gateways/gateway_entities'
import PaymentGateway, { type OrderRequest } from '#app/payments/gateways/payment_gateway'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import Order from '#app/payments/models/order'
import { firstCheckOf } from '#app/payments/reconciliation/check_times'

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
    claim,
  }: {
    userId: string
    course: Course
    /** List price in whole rupees. */
    price: number
    claim?: CouponClaim
  }): Promise<GatewayOrder> {
    const id = newId()
    const courseId = course._id.toHexString()
    const listInPaise = Math.round(price * 100)
    const amountInPaise = claim?.price.amount ?? listInPaise
    const currency = 'INR'
    const notes = { course: courseId, user: userId }

    const gatewayOrder = await this.request({ amountInPaise, currency, receipt: id, notes }, claim)
    const order = {
      id,
      gatewayOrderId: gatewayOrder.id,
      userId,
      courseId,
      courseTitle: course.title,
      listInPaise,
      discountInPaise: listInPaise - amountInPaise,
      couponCode: claim?.code,
      amountInPaise,
      currency,
      nextCheckAt: firstCheckOf(DateTime.utc()),
    }
    await this.store(order, claim)
    return gatewayOrder
  }

  private async store(order: Partial<Order>, claim: CouponClaim | undefined): Promise<void> {
    await db.transaction(async (trx) => {
      const { id: orderId } = await Order.create(order, { client: trx })
      if (claim) await redemption(claim, trx).update({ orderId })
    })
  }

  /** Frees the coupon if there is no order for it. */
  private async request(order: OrderRequest, claim?: CouponClaim): Promise<GatewayOrder> {
    try {
      return await this.gateway.createOrder(order)
    } catch (error) {
      if (claim) await redemption(claim).delete()
      if (error instanceof OrderRefused) {
        const { amountInPaise, notes } = order
        const courseId = notes.course
        await this.recordRefusedOrder.handle({ courseId, amountInPaise, reason: error.reason })
      }
      throw error
    }
  }
}

const redemption = ({ id }: CouponClaim, trx?: TransactionClientContract) =>
  CouponRedemption.query({ client: trx }).where('id', id)
