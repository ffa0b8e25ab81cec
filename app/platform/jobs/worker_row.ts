import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** A worker process, with the time of its last heartbeat. */
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
