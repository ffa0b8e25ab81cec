import db from '@adonisjs/lucid/services/db'
import Invariant from '#app/platform/invariants/invariant'

/** Selects uses that no order's finding explains: an order may be paid after its hold is over. */
const IS_UNEXPLAINED = `not exists (select 1 from findings
  where findings.kind = 'coupon_over_limit' and findings.order_id = coupon_redemptions.order_id)`

export default class CouponsStayWithinLimits extends Invariant {
  readonly condition = 'No coupon was used more often than it allows, except with a finding'

  async *violations() {
    const uses = () =>
      db
        .from('coupon_redemptions')
        .join('coupons', 'coupons.id', 'coupon_redemptions.coupon_id')
        .where('state', 'used')
        .whereRaw(IS_UNEXPLAINED)
    const tooMany = await uses()
      .groupBy('coupons.id', 'code', 'max_redemptions')
      .havingRaw('count(*) > max_redemptions')
      .select('coupons.id', 'code')
    for (const { id, code } of tooMany) yield `coupon ${code} (${id})`

    const byOne = await uses()
      .groupBy('coupons.id', 'code', 'max_per_learner', 'user_id')
      .havingRaw('count(*) > max_per_learner')
      .select('coupons.id', 'code', 'user_id as userId')
    for (const { id, code, userId } of byOne) yield `coupon ${code} (${id}) by user ${userId}`
  }
}
