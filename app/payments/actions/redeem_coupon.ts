import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import type Order from '#app/payments/models/order'
import CountRedemptions from '#app/payments/queries/count_redemptions'

/**
 * Turns the reservation of a coupon into a use when its order is paid, also after the hold is over. The order's amount
 * holds, even if others have used the coupon up since.
 */
@inject()
export default class RedeemCoupon {
  constructor(
    private clock: Clock,
    private countRedemptions: CountRedemptions
  ) {}

  /** @returns whether this use is more than the coupon allows: a finding */
  async handle(
    order: Pick<Order, 'id' | 'userId' | 'courseId' | 'couponCode'>,
    trx: TransactionClientContract
  ): Promise<boolean> {
    const { id: orderId, userId, courseId, couponCode: code } = order
    if (!code) return false
    const reserved = await CouponRedemption.query({ client: trx }).where({ orderId }).first()
    // Its code may have changed since the order was made.
    const wanted = reserved ? { id: reserved.couponId } : { code }
    const coupon = await Coupon.query({ client: trx }).where(wanted).forUpdate().first()
    if (!coupon) return false // an unused coupon may be deleted once no hold is left
    await reserved?.useTransaction(trx).refresh()
    if (reserved?.state === 'used') return false
    const others = { userId, without: reserved?.id }
    const isOverLimit = await this.countRedemptions.isUsedUp(coupon, others, trx)

    const now = this.clock.now()
    const use = { state: 'used', redeemedAt: now } as const
    if (reserved) await reserved.useTransaction(trx).merge(use).save()
    else {
      const row = { couponId: coupon.id, userId, courseId, orderId, heldUntil: now, ...use }
      await CouponRedemption.create(row, { client: trx })
    }
    return isOverLimit
  }
}
