import type { DateTime } from 'luxon'
import { beforeCreate, belongsTo, column, hasMany, hasOne } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo, HasMany, HasOne } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'
import type { OrderState } from '#app/payments/ledger/states'
import ReportedPayment from '#app/payments/models/reported_payment'
import Payment from '#app/payments/models/payment'

/**
 * A learner's order of one course, created with the gateway's order of the same amount. Its amounts and title are kept
 * unchanged even if the course changes or is deleted; its state only rises (`RecordSighting`).
 */
export default class Order extends DatedRow {
  @column()
  declare gatewayOrderId: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** Title when the order was created. */
  @column()
  declare courseTitle: string

  @column()
  declare state: OrderState

  /** Amount to be paid: the list price less the discount. */
  @column()
  declare amountInPaise: number

  @column()
  declare listInPaise: number

  @column()
  declare discountInPaise: number

  @column()
  declare couponCode: string | null

  /** Sum of the processed refunds of the payment that counts. */
  @column()
  declare refundedInPaise: number

  @column()
  declare currency: string

  @column.dateTime()
  declare paidAt: DateTime | null

  /** Time at which the gateway is asked about the order again; `null` if there is nothing to ask. */
  @column.dateTime()
  declare nextCheckAt: DateTime | null

  /** Number of times that the gateway was asked. */
  @column()
  declare checks: number

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  /** The payment that counts, if the order is paid. */
  @hasOne(() => Payment)
  declare payment: HasOne<typeof Payment>

  /** All payments that the gateway reported for the order. */
  @hasMany(() => ReportedPayment)
  declare reportedPayments: HasMany<typeof ReportedPayment>

  @beforeCreate()
  static completeAmounts(order: Order) {
    order.discountInPaise ??= 0
    order.listInPaise ??= order.amountInPaise + order.discountInPaise
    order.refundedInPaise ??= 0
    order.state ??= order.paidAt ? 'paid' : 'created'
  }
}
