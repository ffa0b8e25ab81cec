import { CronExpressionParser } from 'cron-parser'
import { DateTime } from 'luxon'
import string from '@adonisjs/core/helpers/string'

export interface RecurringAction {
  handle(): Promise<unknown>
}

/** A recurring job. Its id never changes: its state is stored under it. */
export type Schedule = {
  id: string
  /** Runs at least once each time; a run that failed is repeated. */
  run: () => Promise<{ default: new (...dependencies: never[]) => RecurringAction }>
} & (
  | { /** In UTC. */ cron: string; every?: undefined }
  | { /** Such as `5 minutes`. */ every: string; cron?: undefined }
)

/** The schedule's rule as it is stored and shown. */
export function ruleOf({ cron, every }: Schedule): string {
  return cron ?? `every ${every}`
}

export function nextRunOf({ cron, every }: Schedule, after: DateTime): DateTime {
  if (every !== undefined) return after.plus({ seconds: string.seconds.parse(every) })
  const next = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: after.toJSDate() }).next()
  return DateTime.fromJSDate(next.toDate())
}
