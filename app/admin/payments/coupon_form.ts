import { DateTime } from 'luxon'
import type { Infer } from '@vinejs/vine/types'
import type { CouponDetails } from '#app/payments/actions/save_coupon'
import type Coupon from '#app/payments/models/coupon'
import type { couponFormValidator } from '#app/payments/validators/coupon_form'

/** Values of a new coupon's form. */
export const NEW_COUPON = { kind: 'percent', courses: [], isActive: true }

/** Formats a coupon for its form: amounts in rupees, times in the administrator's zone. */
export function couponValues(coupon: Coupon, zone: string) {
  const { code, kind, value, minimumPriceInPaise: minimum } = coupon
  return {
    coupon: code,
    kind,
    value: kind === 'amount' ? value / 100 : value,
    courses: coupon.courses ?? [],
    minimumPrice: minimum === null ? null : minimum / 100,
    validFrom: localTime(coupon.validFrom, zone),
    validUntil: localTime(coupon.validUntil, zone),
    maxRedemptions: coupon.maxRedemptions,
    maxPerLearner: coupon.maxPerLearner,
    isActive: coupon.isActive,
  }
}

/** Converts a form to the details that it describes. */
export function detailsOf(form: Infer<typeof couponFormValidator>, zone: string): CouponDetails {
  const { coupon: code, courses = [], minimumPrice, validFrom, validUntil, ...details } = form
  const { kind, value } = details
  return {
    ...details,
    code,
    value: kind === 'amount' ? value * 100 : value,
    courses: courses.length > 0 ? courses : null,
    minimumPrice: minimumPrice === undefined ? null : minimumPrice * 100,
    validFrom: validFrom ? DateTime.fromISO(validFrom, { zone }).toUTC() : null,
    validUntil: validUntil ? DateTime.fromISO(validUntil, { zone }).toUTC() : null,
    isActive: form.isActive ?? false,
  }
}

/** Returns the details of a stored coupon, to change one of them. */
export function storedDetails(coupon: Coupon): CouponDetails {
  const { code, kind, value, courses, minimumPriceInPaise: minimumPrice } = coupon
  const { validFrom, validUntil, maxRedemptions, maxPerLearner, isActive } = coupon
  const limits = { minimumPrice, validFrom, validUntil, maxRedemptions, maxPerLearner }
  return { code, kind, value, courses, ...limits, isActive }
}

/** `2026-12-01T18:00`, with seconds only if there are any. */
function localTime(time: DateTime | null, zone: string): string | null {
  if (!time) return null
  return time
    .setZone(zone)
    .toFormat(time.second === 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss")
}
