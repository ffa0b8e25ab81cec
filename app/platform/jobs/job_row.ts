import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** A row that is worked when it is due, by one process at a time (`Lease`). */
export default abstract class JobRow extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  /** Attempts since it last succeeded, one that is under way included. */
  @column()
  declare attempts: number

  @column()
  declare lastError: string | null

  /** When it may be worked next; while a process holds it, when its lease ends. */
  @column.dateTime()
  declare dueAt: DateTime

  /** When `dueAt` was decided. A time in the future shows that the clock has been set back since. */
  @column.dateTime()
  declare dueSetAt: DateTime | null

  /** The process that works it now (`PROCESS_ID`). */
  @column()
  declare heldBy: string | null
}

/** How long a failed job waits before its next attempt: 5 seconds, then twice as long each time, an hour at most. */
export function backOffInSeconds(attempts: number): number {
  return Math.min(5 * 2 ** (attempts - 1), 3600)
}
