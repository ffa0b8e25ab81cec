import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import JobRow from '#app/platform/jobs/job_row'

/** State of a recurring job, by the id of its schedule; `lastRunAt` serves as its heartbeat. */
export default class RecurringJob extends JobRow {
  static table = 'recurring_jobs'

  /** Rule from which `dueAt` was computed. */
  @column()
  declare rule: string

  /** End of the last run. */
  @column.dateTime()
  declare lastRunAt: DateTime | null

  @column()
  declare lastOutcome: 'succeeded' | 'failed' | null
}
