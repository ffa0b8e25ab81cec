import { DateTime } from 'luxon'
import { count, rupees } from '#app/admin/layout/formatters'
import type { CountedCoupon } from '#app/payments/queries/list_coupons'

interface Badge {
  label: string
  kind: 'good' | 'waiting' | 'bad' | 'plain'
}

/** Formats a coupon for its row in the list and the head of its page. */
export function couponRow({ coupon, counts }: CountedCoupon, now = DateTime.utc()) {
  const { id, code, kind, value, courses, maxRedemptions } = coupon
  const { redeemed, reserved } = counts
  return {
    id,
    code,
    discount: kind === 'percent' ? `${value}%` : rupees(value),
    courses: courses
      ? `${count(courses.length)} ${courses.length === 1 ? 'course' : 'courses'}`
      : 'All',
    uses: maxRedemptions ? `${count(redeemed)} of ${count(maxRedemptions)}` : count(redeemed),
    redeemed,
    reserved,
    validUntil: coupon.validUntil,
    isActive: coupon.isActive,
    isUsed: redeemed > 0,
    isDeletable: redeemed + reserved === 0,
    state: stateOf({ coupon, counts }, now),
  }
}

function stateOf({ coupon, counts }: CountedCoupon, now: DateTime): Badge {
  const { isActive, validFrom, validUntil, maxRedemptions } = coupon
  if (!isActive) return { label: 'Off', kind: 'plain' }
  if (validUntil && now >= validUntil) return { label: 'Expired', kind: 'plain' }
  if (maxRedemptions && counts.redeemed >= maxRedemptions)
    return { label: 'Used up', kind: 'plain' }
  if (validFrom && now < validFrom) return { label: 'Scheduled', kind: 'waiting' }
  return { label: 'Active', kind: 'good' }
}
