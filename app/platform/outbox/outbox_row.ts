import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** The record of a job until it has succeeded: then the row is deleted. */
export default class OutboxRow extends BaseModel {
  static table = 'outbox'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare kind: string

  /** JSON, encrypted for confidential events. */
  @column()
  declare payload: string

  @column()
  declare state: 'waiting' | 'failed'

  @column()
  declare attempts: number

  @column()
  declare lastError: string | null

  /** When it may run next. A worker that takes a row moves this forward: what it leaves undone becomes due again. */
  @column.dateTime()
  declare dueAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @beforeCreate()
  static assignId(row: OutboxRow) {
    row.id ??= newId()
  }
}
