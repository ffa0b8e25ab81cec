import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** Base of models whose ids are generated with `newId`. */
export class Row extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @beforeCreate()
  static assignId(row: Row) {
    row.id ??= newId()
  }
}

/** Base of models that also have a creation time. */
export class DatedRow extends Row {
  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
