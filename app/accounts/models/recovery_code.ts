import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { Row } from '#app/platform/sql/row'

/** Replaces a one-time code once, for users who have lost their app. Stored as a keyed hash. */
export default class RecoveryCode extends Row {
  @column()
  declare secondFactorId: string

  @column({ serializeAs: null })
  declare codeHash: string

  @column.dateTime()
  declare usedAt: DateTime | null
}
