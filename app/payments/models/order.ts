import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, belongsTo, column, hasOne } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasOne } from '@adonisjs/lucid/types/relations'
import { newId } from '#app/platform/ids'
import User from '#app/accounts/models/user'
import Payment from '#app/payments/models/payment'

/**
 * What one learner is to pay for one course: made with the gateway's order of the same amount, and kept as it
 * was made, whatever becomes of the course.
 */
export default class Order extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

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

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @hasOne(() => Payment)
  declare payment: HasOne<typeof Payment>

  @beforeCreate()
  static assignId(order: Order) {
    order.id ??= newId()
  }
}
