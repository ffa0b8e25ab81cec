import { CronExpressionParser } from 'cron-parser'
import { DateTime } from 'luxon'
import string from '@adonisjs/core/helpers/string'

export interface RecurringAction {
  handle(): Promise<unknown>
}

/** Recurring job. Its id must never change, since its state is stored under it. */
export type Schedule = {
  id: string
  /** Runs at least once per due time; failed runs are retried. */
  run: () => Promise<{ default: new (...dependencies: never[]) => RecurringAction }>
} & (
  | { /** In UTC. */ cron: string; every?: undefined }
  | { /** Such as `5 minutes`. */ every: string; cron?: undefined }
)

/** Formats a schedule's rule for storage and display. */
export function ruleOf({ cron, every }: Schedule): string {
  return cron ?? `every ${every}`
}

export function nextRunOf({ cron, every }: Schedule, after: DateTime): DateTime {
  if (every !== undefined) return after.plus({ seconds: string.seconds.parse(every) })
  const next = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: after.toJSDate() }).next()
  return DateTime.fromJSDate(next.toDate())
}
