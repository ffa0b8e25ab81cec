import type { DateTime } from 'luxon'
import { belongsTo, column, hasOne } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo, HasOne } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'
import Payment from '#app/payments/models/payment'

/**
 * A learner's order of one course, created with the gateway's order of the same amount. It is kept unchanged even if
 * the course changes or is deleted.
 */
export default class Order extends DatedRow {
  @column()
  declare gatewayOrderId: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** Amount when the order was created. */
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
