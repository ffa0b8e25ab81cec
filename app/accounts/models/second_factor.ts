import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import encryption from '@adonisjs/core/services/encryption'
import { newId } from '#app/platform/ids'
import RecoveryCode from '#app/accounts/models/recovery_code'

/** An app that makes one-time codes (TOTP) for an account; asked for once it is confirmed. */
export default class SecondFactor extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  /** Base32; encrypted in the database. */
  @column({
    serializeAs: null,
    prepare: (secret: string) => encryption.encrypt(secret, undefined, 'second-factor'),
    consume: (stored: string) => encryption.decrypt(stored, 'second-factor'),
  })
  declare secret: string

  @column.dateTime()
  declare confirmedAt: DateTime | null

  /** The time step of the last code that was taken: neither it nor an older one is taken again. */
  @column()
  declare lastStep: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @hasMany(() => RecoveryCode)
  declare recoveryCodes: HasMany<typeof RecoveryCode>

  @beforeCreate()
  static assignId(factor: SecondFactor) {
    factor.id ??= newId()
  }
}
