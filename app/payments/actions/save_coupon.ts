import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { couponAttributes, couponTarget } from '#app/payments/coupons/audited_coupon'
import CouponCodeTaken from '#app/payments/exceptions/coupon_code_taken'
import CouponUsed from '#app/payments/exceptions/coupon_used'
import Coupon, { type CouponKind } from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'

/** Amounts in paise; limits that are left out do not apply. */
export interface CouponDetails {
  code: string
  kind: CouponKind
  value: number
  courses?: string[] | null
  minimumPrice?: number | null
  validFrom?: DateTime | null
  validUntil?: DateTime | null
  maxRedemptions?: number | null
  maxPerLearner?: number | null
  isActive?: boolean
}

/** Creates a coupon, or changes one. The discount of a used one stays. */
@inject()
export default class SaveCoupon {
  constructor(private audit: Audit) {}

  /**
   * @param id of the coupon to change
   * @throws {E_ROW_NOT_FOUND}
   * @throws {CouponCodeTaken}
   * @throws {CouponUsed} if the kind or value of a used coupon would change
   */
  async handle(input: { actor: Actor; id?: string; details: CouponDetails }): Promise<Coupon> {
    try {
      return await db.transaction((trx) => this.save(input, trx))
    } catch (error) {
      throw isUniqueViolation(error) ? new CouponCodeTaken() : error
    }
  }

  private async save(
    { actor, id, details }: { actor: Actor; id?: string; details: CouponDetails },
    trx: TransactionClientContract
  ): Promise<Coupon> {
    const coupon = id
      ? await Coupon.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
      : new Coupon().useTransaction(trx)
    const before = id ? couponAttributes(coupon) : undefined
    coupon.merge(rowOf(details))
    if (id && (coupon.$dirty.kind ?? coupon.$dirty.value) !== undefined)
      await this.refuseIfUsed(id, trx)
    await coupon.save()

    const action = id ? 'coupon.changed' : 'coupon.created'
    const change = { actor, action, target: couponTarget(coupon) } as const
    await this.audit.record({ ...change, before, after: couponAttributes(coupon) }, trx)
    return coupon
  }

  private async refuseIfUsed(couponId: string, trx: TransactionClientContract): Promise<void> {
    const used = CouponRedemption.query({ client: trx }).where({ couponId, state: 'used' })
    if (await used.first()) throw new CouponUsed()
  }
}

function rowOf({ minimumPrice = null, ...details }: CouponDetails) {
  return {
    code: details.code,
    kind: details.kind,
    value: details.value,
    courses: details.courses ?? null,
    minimumPriceInPaise: minimumPrice,
    validFrom: details.validFrom ?? null,
    validUntil: details.validUntil ?? null,
    maxRedemptions: details.maxRedemptions ?? null,
    maxPerLearner: details.maxPerLearner ?? null,
    isActive: details.isActive ?? true,
  }
}
