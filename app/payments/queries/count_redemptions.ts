import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'

export interface Redemptions {
  /** Uses. */
  redeemed: number
  /** Reservations whose hold is not over. */
  reserved: number
}

/** Counts the uses and live reservations of coupons. */
@inject()
export default class CountRedemptions {
  constructor(private clock: Clock) {}

  /** @returns counts by the coupon's id; coupons without any are missing */
  async handle(
    {
      couponIds,
      userId,
      without,
    }: {
      couponIds: string[]
      /** Counts only those of one learner. */
      userId?: string
      /** Id of a redemption that is not counted. */
      without?: string
    },
    trx?: TransactionClientContract
  ): Promise<Map<string, Redemptions>> {
    const used = `sum(case when state = 'used' then 1 else 0 end) as redeemed`
    const live = `sum(case when state = 'reserved' and held_until > ? then 1 else 0 end) as reserved`
    const rows = await (trx ?? db)
      .from('coupon_redemptions')
      .whereIn('coupon_id', couponIds)
      .if(userId, (query) => query.where('user_id', userId!))
      .if(without, (query) => query.whereNot('id', without!))
      .groupBy('coupon_id')
      .select('coupon_id', db.raw(used), db.raw(live, [sqlTime(this.clock.now())]))
    return new Map(
      rows.map(({ coupon_id: id, redeemed, reserved }) => [
        id,
        { redeemed: Number(redeemed), reserved: Number(reserved) },
      ])
    )
  }

  /** Returns whether there is no use left, for anyone or for this learner. */
  async isUsedUp(
    coupon: { id: string; maxRedemptions: number | null; maxPerLearner: number | null },
    { userId, without }: { userId: string; without?: string },
    trx?: TransactionClientContract
  ): Promise<boolean> {
    const { id, maxRedemptions, maxPerLearner } = coupon
    const reaches = async (limit: number | null, whose?: string) => {
      if (limit === null) return false
      const counts = await this.handle({ couponIds: [id], userId: whose, without }, trx)
      const { redeemed = 0, reserved = 0 } = counts.get(id) ?? {}
      return redeemed + reserved >= limit
    }
    return (await reaches(maxRedemptions)) || (await reaches(maxPerLearner, userId))
  }
}
