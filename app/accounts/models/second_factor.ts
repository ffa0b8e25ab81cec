import type { DateTime } from 'luxon'
import { column, hasMany } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import encryption from '@adonisjs/core/services/encryption'
import RecoveryCode from '#app/accounts/models/recovery_code'

/** Authenticator app (TOTP) of an account; required for sign-in once it is confirmed. */
export default class SecondFactor extends DatedRow {
  @column()
  declare userId: string

  /** Base32, encrypted in the database. */
  @column({
    serializeAs: null,
    prepare: (secret: string) => encryption.encrypt(secret, undefined, 'second-factor'),
    consume: (stored: string) => encryption.decrypt(stored, 'second-factor'),
  })
  declare secret: string

  @column.dateTime()
  declare confirmedAt: DateTime | null

  /** Time step of the last accepted code; codes of this or earlier steps are rejected. */
  @column()
  declare lastStep: number | null

  @hasMany(() => RecoveryCode)
  declare recoveryCodes: HasMany<typeof RecoveryCode>
}
