import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { couponAttributes, couponTarget } from '#app/payments/coupons/audited_coupon'
import CouponUsed from '#app/payments/exceptions/coupon_used'
import Coupon from '#app/payments/models/coupon'
import CountRedemptions from '#app/payments/queries/count_redemptions'

/** Deletes a coupon that nobody has used and nobody is about to use. */
@inject()
export default class DeleteCoupon {
  constructor(
    private countRedemptions: CountRedemptions,
    private audit: Audit
  ) {}

  /**
   * @throws {E_ROW_NOT_FOUND}
   * @throws {CouponUsed}
   */
  async handle({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    await db.transaction(async (trx) => {
      const coupon = await Coupon.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
      const counts = await this.countRedemptions.handle({ couponIds: [id] }, trx)
      const { redeemed = 0, reserved = 0 } = counts.get(id) ?? {}
      if (redeemed + reserved > 0) throw new CouponUsed()

      const before = couponAttributes(coupon)
      await coupon.delete()
      const target = couponTarget(coupon)
      await this.audit.record({ actor, action: 'coupon.deleted', target, before }, trx)
    })
  }
}
