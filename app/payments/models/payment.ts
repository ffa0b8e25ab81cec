import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { newId } from '#app/platform/ids'
import User from '#app/accounts/models/user'
import Order from '#app/payments/models/order'

/** Money that came in for an order: once for each order, and kept for good. */
export default class Payment extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare orderId: string

  @column()
  declare gatewayPaymentId: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  @column()
  declare amountInPaise: number

  @column()
  declare currency: string

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @beforeCreate()
  static assignId(payment: Payment) {
    payment.id ??= newId()
  }
}
