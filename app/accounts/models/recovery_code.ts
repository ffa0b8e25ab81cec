import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** Signs in once, in place of the app that was lost. Kept as a keyed hash. */
export default class RecoveryCode extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare secondFactorId: string

  @column({ serializeAs: null })
  declare codeHash: string

  @column.dateTime()
  declare usedAt: DateTime | null

  @beforeCreate()
  static assignId(code: RecoveryCode) {
    code.id ??= newId()
  }
}
