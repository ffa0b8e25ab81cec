import type { DateTime } from 'luxon'
import { belongsTo, column, hasOne } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo, HasOne } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'
import Payment from '#app/payments/models/payment'

/**
 * What one learner is to pay for one course: made with the gateway's order of the same amount, and kept as it
 * was made, whatever becomes of the course.
 */
export default class Order extends DatedRow {
  @column()
  declare gatewayOrderId: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** As it was when the order was made. */
  @column()
  declare courseTitle: string

  @column()
  declare amountInPaise: number

  @column()
  declare currency: string

  @column.dateTime()
  declare paidAt: DateTime | null

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @hasOne(() => Payment)
  declare payment: HasOne<typeof Payment>
}
