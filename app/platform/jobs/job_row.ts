import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Base of rows that one process at a time runs once they are due (`Lease`). */
export default abstract class JobRow extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  /** Attempts since the last success, including the current one. */
  @column()
  declare attempts: number

  @column()
  declare lastError: string | null

  /** Earliest time of the next run; while a process holds the row, the end of its lease. */
  @column.dateTime()
  declare dueAt: DateTime

  /** Time at which `dueAt` was set. If it is in the future, the clock has been set back since. */
  @column.dateTime()
  declare dueSetAt: DateTime | null

  /** `PROCESS_ID` of the process that holds the lease. */
  @column()
  declare heldBy: string | null
}

/**
 * Delay before the next attempt of a failed job: 5 seconds, doubled with each attempt, up to an
 * hour.
 */
export function backOffInSeconds(attempts: number): number {
  return Math.min(5 * 2 ** (attempts - 1), 3600)
}
