import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { Row } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'
import type { InvoiceSnapshot } from '#app/payments/invoices/snapshot'

export type InvoiceKind = 'invoice' | 'receipt' | 'credit_note'

/**
 * An invoice, a receipt or a credit note. It is never changed: `snapshot` is what it says, the other columns are for
 * queries and sums.
 */
export default class Invoice extends Row {
  @column()
  declare kind: InvoiceKind

  /** The series, of which each financial year counts from 1. */
  @column()
  declare prefix: string

  @column()
  declare financialYear: string

  @column()
  declare serial: number

  /** Such as `TH/26-27/000001`. */
  @column()
  declare number: string

  @column()
  declare userId: string

  @column()
  declare orderId: string

  /** Id of the `Payment`; `null` for credit notes. */
  @column()
  declare paymentId: string | null

  /** Refund or dispute that a credit note is about. */
  @column()
  declare refundId: string | null

  @column()
  declare disputeId: string | null

  /** Id of the invoice that a credit note corrects. */
  @column()
  declare refersId: string | null

  @column()
  declare totalInPaise: number

  @column()
  declare taxableInPaise: number

  @column()
  declare cgstInPaise: number

  /** SGST, or UTGST in a union territory. */
  @column()
  declare sgstInPaise: number

  @column()
  declare igstInPaise: number

  /** Of all taxes together, in percent. */
  @column()
  declare rate: number

  @column()
  declare sac: string

  /** GST codes of the States. */
  @column()
  declare sellerState: string | null

  @column()
  declare placeOfSupply: string | null

  @column()
  declare buyerGstin: string | null

  /** False for receipts, and for credit notes of receipts: the seller had no GSTIN. */
  @column({ consume: Boolean })
  declare isTaxed: boolean

  @column({
    consume: (text: string) => JSON.parse(text),
    prepare: (snapshot: InvoiceSnapshot) => JSON.stringify(snapshot),
  })
  declare snapshot: InvoiceSnapshot

  @column.dateTime()
  declare issuedAt: DateTime

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @belongsTo(() => Invoice, { foreignKey: 'refersId' })
  declare refers: BelongsTo<typeof Invoice>
}
