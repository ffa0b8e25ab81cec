import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DisputeState } from '#app/payments/ledger/states'
import ReportedPayment from '#app/payments/models/reported_payment'
import Order from '#app/payments/models/order'

/** A payment that the payer's bank questions. */
export default class Dispute extends DatedRow {
  @column()
  declare gatewayDisputeId: string

  @column()
  declare orderId: string

  @column()
  declare paymentId: string

  @column()
  declare state: DisputeState

  @column()
  declare phase: string | null

  @column()
  declare reasonCode: string | null

  @column()
  declare amountInPaise: number

  /** 0 until the dispute is lost. */
  @column()
  declare deductedInPaise: number

  @column()
  declare currency: string

  /** Set if losing the dispute ended the learner's access. */
  @column({ consume: Boolean })
  declare endedEnrollment: boolean

  @column.dateTime()
  declare respondBy: DateTime | null

  /** Time of the event that the state comes from. */
  @column.dateTime()
  declare reportedAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>

  @belongsTo(() => ReportedPayment, { foreignKey: 'paymentId' })
  declare payment: BelongsTo<typeof ReportedPayment>
}
