import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import JobRow from '#app/platform/jobs/job_row'

/** The state of a recurring job, by the id of its schedule: its heartbeat is `lastRunAt`. */
export default class RecurringJob extends JobRow {
  static table = 'recurring_jobs'

  /** The rule that `dueAt` follows. */
  @column()
  declare rule: string

  /** When its last run ended. */
  @column.dateTime()
  declare lastRunAt: DateTime | null

  @column()
  declare lastOutcome: 'succeeded' | 'failed' | null
}
