import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'
import Order from '#app/payments/models/order'

/** A payment for an order: at most one per order, never deleted. */
export default class Payment extends DatedRow {
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

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>
}
