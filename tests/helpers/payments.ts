import { createHmac } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import type User from '#app/accounts/models/user'
import type { Course } from '#app/catalog/documents/course'
import PlaceOrder from '#app/payments/actions/place_order'
import Payment from '#app/payments/models/payment'

/** The body that the frontend posts after a payment. */
export interface Verification {
  razorpay_order_id: string
  razorpay_payment_id: string
  razorpay_signature: string
}

/** Creates a learner's order for a course. @returns its id at the gateway */
export async function anOrder(user: User, course: Course): Promise<string> {
  const placeOrder = await app.container.make(PlaceOrder)
  const order = await placeOrder.handle({ userId: user.id, course, price: course.price! })
  return order.id
}

let paid = 0

/** The result of the checkout script for a paid order, signed as described in Razorpay's documentation. */
export function aPaymentOf(
  gatewayOrderId: string,
  gatewayPaymentId = `pay_${String(++paid).padStart(14, '0')}`
): Verification {
  return {
    razorpay_order_id: gatewayOrderId,
    razorpay_payment_id: gatewayPaymentId,
    razorpay_signature: createHmac('sha256', 'sandbox_secret')
      .update(`${gatewayOrderId}|${gatewayPaymentId}`)
      .digest('hex'),
  }
}

export async function paymentsOf(user: User): Promise<Payment[]> {
  return Payment.query().where('userId', user.id).preload('order').orderBy('id')
}

/** An id that does not exist. */
export const anUnknownId = () => newId()
