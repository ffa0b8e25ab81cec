import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import { isCouponCode, normalizeCouponCode } from '#app/payments/coupons/coupon_code'
import { type CouponPrice, priceWith } from '#app/payments/coupons/coupon_price'
import { reasonAgainst } from '#app/payments/coupons/coupon_rules'
import CouponNotApplicable from '#app/payments/exceptions/coupon_not_applicable'
import CouponNotFound from '#app/payments/exceptions/coupon_not_found'
import Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import CountRedemptions from '#app/payments/queries/count_redemptions'

/** Time for which a coupon is reserved for the payment of an order. */
const HOLD = { minutes: 30 }

/** A coupon that is reserved for a purchase, or used if it leaves nothing to pay. */
export interface CouponClaim {
  code: string
  price: CouponPrice
  /** Id of the redemption. */
  id: string
}

interface Purchase {
  code: string
  userId: string
  courseId: string
  listInPaise: number
}

/**
 * Reserves a coupon for a learner's purchase of a course, instead of what the learner had reserved for it. Uses are
 * counted under the coupon's lock, so that of many at once only as many succeed as there are uses left.
 */
@inject()
export default class ClaimCoupon {
  constructor(
    private clock: Clock,
    private countRedemptions: CountRedemptions
  ) {}

  /**
   * @throws {CouponNotFound}
   * @throws {CouponNotApplicable}
   */
  async handle(purchase: Purchase, trx: TransactionClientContract): Promise<CouponClaim> {
    const { userId, courseId, listInPaise } = purchase
    const code = normalizeCouponCode(purchase.code)
    if (!isCouponCode(code)) throw new CouponNotFound()
    const now = this.clock.now()
    const coupon = await Coupon.query({ client: trx }).where({ code }).forUpdate().first()
    if (!coupon) throw new CouponNotFound()
    const reason = reasonAgainst(coupon, { courseId, listInPaise, now })
    if (reason) throw new CouponNotApplicable(reason)
    await this.release({ userId, courseId }, trx)
    await this.refuseIfUsedUp(coupon, { userId, courseId }, trx)

    const price = priceWith(coupon, listInPaise)
    const isFree = price.amount === 0
    const { id } = await CouponRedemption.create(
      {
        couponId: coupon.id,
        userId,
        courseId,
        state: isFree ? 'used' : 'reserved',
        heldUntil: now.plus(HOLD),
        redeemedAt: isFree ? now : null,
      },
      { client: trx }
    )
    return { code, price, id }
  }

  /** Ends the hold of the learner's reservations for a course. */
  private async release(
    learner: { userId: string; courseId: string },
    trx: TransactionClientContract
  ): Promise<void> {
    const now = sqlTime(this.clock.now())
    await CouponRedemption.query({ client: trx })
      .where({ ...learner, state: 'reserved' })
      .where('heldUntil', '>', now)
      .update({ heldUntil: now })
  }

  private async refuseIfUsedUp(
    coupon: Coupon,
    learner: { userId: string; courseId: string },
    trx: TransactionClientContract
  ): Promise<void> {
    if (await this.countRedemptions.isUsedUp(coupon, { userId: learner.userId }, trx))
      throw new CouponNotApplicable('This coupon has been used up.')
    const free = await CouponRedemption.query({ client: trx })
      .where({ ...learner, state: 'used' })
      .whereNull('orderId')
      .first()
    if (free) throw new CouponNotApplicable('You have already used a coupon for this course.')
  }
}
