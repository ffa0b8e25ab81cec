import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { RefundState } from '#app/payments/ledger/states'
import ReportedPayment from '#app/payments/models/reported_payment'
import Order from '#app/payments/models/order'

/** `gateway` refunds were made in the gateway's dashboard or by the gateway itself. */
export type RefundOrigin = 'administrator' | 'console' | 'system' | 'gateway'

/** Money given back for a payment. The id is the receipt and the idempotency key at the gateway. */
export default class Refund extends DatedRow {
  @column()
  declare gatewayRefundId: string | null

  @column()
  declare orderId: string

  @column()
  declare paymentId: string

  @column()
  declare state: RefundState

  @column()
  declare amountInPaise: number

  @column()
  declare currency: string

  @column()
  declare origin: RefundOrigin

  /** Kind of the case that the application resolved with the refund, such as `second_payment`. */
  @column()
  declare cause: string | null

  @column()
  declare reason: string

  /** Name of the person who requested it. */
  @column()
  declare requestedBy: string | null

  @column()
  declare speed: string

  /** Leaves the learner's access as it is. */
  @column({ consume: Boolean })
  declare keepsEnrollment: boolean

  /** Set if the refund ended the learner's access, which a failure gives back. */
  @column({ consume: Boolean })
  declare endedEnrollment: boolean

  /** `Idempotency-Key` of the request. */
  @column()
  declare requestKey: string | null

  /** Body sent to the gateway, repeated unchanged if the outcome is unknown. */
  @column()
  declare body: string | null

  /** The bank's reference, by which the learner finds the money. */
  @column()
  declare reference: string | null

  @column()
  declare failure: string | null

  @column.dateTime()
  declare processedAt: DateTime | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>

  @belongsTo(() => ReportedPayment, { foreignKey: 'paymentId' })
  declare payment: BelongsTo<typeof ReportedPayment>
}
