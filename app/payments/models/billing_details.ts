import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** What a learner wants on invoices that are issued from now on. */
export default class BillingDetails extends BaseModel {
  static table = 'billing_details'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare userId: string

  @column()
  declare name: string | null

  @column()
  declare address: string | null

  /** GST code of the State. */
  @column()
  declare state: string | null

  /** Postal code. */
  @column()
  declare pin: string | null

  @column()
  declare gstin: string | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
