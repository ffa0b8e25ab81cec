import type { DateTime } from 'luxon'
import { belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { AutoRefundCause } from '#app/payments/ledger/finding_kinds'
import type { PaymentState } from '#app/payments/ledger/states'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'

/** A payment that the gateway reported for one of our orders, whether it counts for the order (`Payment`) or not. */
export default class ReportedPayment extends DatedRow {
  static table = 'gateway_payments'

  @column()
  declare gatewayPaymentId: string

  @column()
  declare orderId: string

  @column()
  declare state: PaymentState

  @column()
  declare amountInPaise: number

  @column()
  declare currency: string

  @column()
  declare method: string | null

  @column({ consume: Boolean })
  declare isInternational: boolean

  /** The gateway's fee, including tax. */
  @column()
  declare feeInPaise: number | null

  @column()
  declare taxInPaise: number | null

  /** Part of the amount above the order's: a fee that the gateway added for the learner. */
  @column()
  declare surplusInPaise: number

  /** Reason why it buys nothing, and is therefore given back once it is captured; no invoice is due then. */
  @column()
  declare giveBackCause: AutoRefundCause | null

  /** Reason of the last failure, in the gateway's words. */
  @column()
  declare error: string | null

  /** The entity as last reported, without the payer's contact details: JSON. */
  @column()
  declare snapshot: string | null

  @column.dateTime()
  declare capturedAt: DateTime | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>

  @hasMany(() => Refund, { foreignKey: 'paymentId' })
  declare refunds: HasMany<typeof Refund>
}
