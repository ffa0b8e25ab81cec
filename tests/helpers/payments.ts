import { createHmac } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import type User from '#app/accounts/models/user'
import type { Course } from '#app/catalog/documents/course'
import PlaceOrder from '#app/payments/actions/place_order'
import Payment from '#app/payments/models/payment'

/** What the frontend posts when a learner has paid. */
export interface Verification {
  razorpay_order_id: string
  razorpay_payment_id: string
  razorpay_signature: string
}

/** An order of a learner for a course; gives its id at the gateway. */
export async function anOrder(user: User, course: Course): Promise<string> {
  const placeOrder = await app.container.make(PlaceOrder)
  const order = await placeOrder.handle({ userId: user.id, course })
  return order.id
}

let paid = 0

/** What the checkout script gives the frontend for an order that was paid, signed as Razorpay's documentation says. */
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

/** An id that names nothing. */
export const anUnknownId = () => newId()
