import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

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

  @beforeCreate()
  static assignId(order: Order) {
    order.id ??= newId()
  }
}
