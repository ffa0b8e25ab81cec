import type Coupon from '#app/payments/models/coupon'
import type { CountedCoupon } from '#app/payments/queries/list_coupons'

/** Formats a coupon for administrators; amounts in paise. */
export function couponJson({ coupon, counts }: CountedCoupon) {
  const { redeemed, reserved } = counts
  return {
    _id: coupon.id,
    ...couponDetailsJson(coupon),
    redeemed,
    reserved,
    createdAt: coupon.createdAt.toUTC().toISO(),
    updatedAt: coupon.updatedAt.toUTC().toISO(),
  }
}

/** Formats what administrators can change, as they send it. */
export function couponDetailsJson(coupon: Coupon) {
  return {
    code: coupon.code,
    kind: coupon.kind,
    value: coupon.value,
    courses: coupon.courses,
    minimumPrice: coupon.minimumPriceInPaise,
    validFrom: coupon.validFrom?.toUTC().toISO() ?? null,
    validUntil: coupon.validUntil?.toUTC().toISO() ?? null,
    maxRedemptions: coupon.maxRedemptions,
    maxPerLearner: coupon.maxPerLearner,
    isActive: coupon.isActive,
  }
}
