import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import RedeemCoupon from '#app/payments/actions/redeem_coupon'
import Coupon from '#app/payments/models/coupon'
import Order from '#app/payments/models/order'

let made = 0

/** A coupon, by default for a tenth off. */
export async function aCoupon(attributes: Partial<Coupon> = {}): Promise<Coupon> {
  const number = ++made
  return Coupon.create({ code: `COUPON-${number}`, kind: 'percent', value: 10, ...attributes })
}

/** Redeems the coupon of an order, as its payment does. @returns whether that is more than it allows */
export async function redeemCouponOf(gatewayOrderId: string): Promise<boolean> {
  const redeem = await app.container.make(RedeemCoupon)
  const order = await Order.findByOrFail({ gatewayOrderId })
  return db.transaction((trx) => redeem.handle(order, trx))
}
