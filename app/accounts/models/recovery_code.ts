import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { Row } from '#app/platform/sql/row'

/** Signs in once, in place of the app that was lost. Kept as a keyed hash. */
export default class RecoveryCode extends Row {
  @column()
  declare secondFactorId: string

  @column({ serializeAs: null })
  declare codeHash: string

  @column.dateTime()
  declare usedAt: DateTime | null
}
