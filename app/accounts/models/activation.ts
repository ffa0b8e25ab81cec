import { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** Wrong codes that void an activation. */
const MAX_WRONG_CODES = 5

/** How often a new code may be asked for. */
export const MAX_RESENDS = 3

/** A registration that waits for its one-time code. Token and code are kept as keyed hashes. */
export default class Activation extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

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

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  get isVoid(): boolean {
    return this.wrongCodes >= MAX_WRONG_CODES
  }

  get isExpired(): boolean {
    return this.expiresAt <= DateTime.utc()
  }

  @beforeCreate()
  static assignId(activation: Activation) {
    activation.id ??= newId()
  }
}
