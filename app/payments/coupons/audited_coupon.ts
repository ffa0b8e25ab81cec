import type { AuditTarget } from '#app/platform/audit/audit_actions'
import type Coupon from '#app/payments/models/coupon'

/** Identifies a coupon in the audit log. */
export function couponTarget({ id, code }: Coupon): AuditTarget {
  return { kind: 'coupon', id, label: code }
}

/** Details of a coupon for the audit log, whose amounts are rupees and which records nothing that is called a code. */
export function couponAttributes(coupon: Coupon) {
  const { kind, value, minimumPriceInPaise: minimum } = coupon
  return {
    name: coupon.code,
    discount: kind === 'percent' ? `${value}%` : `₹${value / 100}`,
    courses: coupon.courses?.join(', ') ?? null,
    minimumPrice: minimum === null ? null : minimum / 100,
    validFrom: coupon.validFrom?.toUTC().toISO() ?? null,
    validUntil: coupon.validUntil?.toUTC().toISO() ?? null,
    maxRedemptions: coupon.maxRedemptions,
    maxPerLearner: coupon.maxPerLearner,
    isActive: coupon.isActive,
  }
}
