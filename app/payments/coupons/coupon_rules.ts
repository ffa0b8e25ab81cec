import type { DateTime } from 'luxon'
import type Coupon from '#app/payments/models/coupon'

interface Purchase {
  courseId: string
  listInPaise: number
  now: DateTime
}

const rupees = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 0 })

/** Returns why a coupon does not apply to a purchase, for the learner; undefined if it does. Limits are not counted. */
export function reasonAgainst(
  coupon: Coupon,
  { courseId, listInPaise, now }: Purchase
): string | undefined {
  if (!coupon.isActive) return 'This coupon is no longer valid.'
  if (coupon.validFrom && now < coupon.validFrom) return 'This coupon is not valid yet.'
  if (coupon.validUntil && now >= coupon.validUntil) return 'This coupon has expired.'
  if (coupon.courses && !coupon.courses.includes(courseId))
    return 'This coupon does not apply to this course.'
  const minimum = coupon.minimumPriceInPaise ?? 0
  if (listInPaise < minimum)
    return `This coupon applies to courses from ₹${rupees.format(minimum / 100)}.`
  return undefined
}
