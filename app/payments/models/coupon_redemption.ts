import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import Coupon from '#app/payments/models/coupon'

/**
 * A learner's reservation of a coupon, which becomes a use when its order is paid. A reservation whose hold is over
 * does not count any more, but still becomes a use if the order is paid later.
 */
export default class CouponRedemption extends DatedRow {
  @column()
  declare couponId: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** `null` until the gateway's order exists, and if the coupon left nothing to pay. */
  @column()
  declare orderId: string | null

  @column()
  declare state: 'reserved' | 'used'

  @column.dateTime()
  declare heldUntil: DateTime

  @column.dateTime()
  declare redeemedAt: DateTime | null

  @belongsTo(() => Coupon)
  declare coupon: BelongsTo<typeof Coupon>
}
