import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** Base of models whose rows have an id of ours: see `newId`. */
export class Row extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @beforeCreate()
  static assignId(row: Row) {
    row.id ??= newId()
  }
}

/** Base of models whose rows also say when they were made. */
export class DatedRow extends Row {
  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
