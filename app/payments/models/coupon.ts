import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

export const COUPON_KINDS = ['percent', 'amount'] as const
export type CouponKind = (typeof COUPON_KINDS)[number]

/** A discount that learners get with a code. Limits that are `null` do not apply. */
export default class Coupon extends DatedRow {
  /** In upper case. */
  @column()
  declare code: string

  @column()
  declare kind: CouponKind

  /** Percentage, or whole rupees in paise. */
  @column()
  declare value: number

  /** Ids of the courses that it applies to; `null` for all. */
  @column({
    consume: (courses: string | null) => courses && JSON.parse(courses),
    prepare: (courses: string[] | null) => courses && JSON.stringify(courses),
  })
  declare courses: string[] | null

  /** Lowest list price. */
  @column()
  declare minimumPriceInPaise: number | null

  @column.dateTime()
  declare validFrom: DateTime | null

  /** First moment at which it is not valid any more. */
  @column.dateTime()
  declare validUntil: DateTime | null

  @column()
  declare maxRedemptions: number | null

  @column()
  declare maxPerLearner: number | null

  @column({ consume: Boolean })
  declare isActive: boolean

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
