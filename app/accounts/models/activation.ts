import { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

/** Number of wrong codes that void an activation. */
const MAX_WRONG_CODES = 5

/** Number of times that a new code may be requested. */
export const MAX_RESENDS = 3

/** Registration that waits for its one-time code. Token and code are stored as keyed hashes. */
export default class Activation extends DatedRow {
  @column()
  declare name: string

  @column()
  declare email: string

  @column({ serializeAs: null })
  declare password: string

  @column({ serializeAs: null })
  declare tokenHash: string

  @column({ serializeAs: null })
  declare codeHash: string

  @column()
  declare wrongCodes: number

  @column()
  declare resends: number

  @column.dateTime()
  declare expiresAt: DateTime

  /** Set with the account, until its commit is confirmed. */
  @column.dateTime()
  declare usedAt: DateTime | null

  get isVoid(): boolean {
    return this.wrongCodes >= MAX_WRONG_CODES
  }

  get isExpired(): boolean {
    return this.expiresAt <= DateTime.utc()
  }
}
