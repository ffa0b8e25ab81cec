import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { currentUser } from '#app/accounts/current_user'
import { rateLimit } from '#app/identity/rate_limit'
import CouponAttempts from '#app/payments/coupons/coupon_attempts'

/** Limits orders, since the payment gateway stores each of them. */
export const checkout = rateLimit('checkout', {
  requests: 20,
  every: '1 hour',
  by: (ctx) => currentUser(ctx).id,
})

const couponAttempts = new CouponAttempts()

/** Limits guesses of coupon codes. */
export async function coupon(ctx: HttpContext, next: NextFn) {
  await couponAttempts.count(currentUser(ctx).id)
  return next()
}
