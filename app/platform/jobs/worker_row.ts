import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** A process that works jobs, and when it last said so. */
export default class WorkerRow extends BaseModel {
  static table = 'workers'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare host: string

  @column()
  declare pid: number

  @column.dateTime()
  declare startedAt: DateTime

  @column.dateTime()
  declare seenAt: DateTime
}
