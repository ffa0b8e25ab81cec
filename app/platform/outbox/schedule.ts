import type { ScheduleBuilder } from '@adonisjs/queue'

interface RecurringJob {
  schedule(payload: object): ScheduleBuilder
}

/** A recurring job. Its id never changes once it has run: its state is stored under it. */
export type Schedule = { id: string; run: () => Promise<{ default: RecurringJob }> } & (
  { cron: string; every?: undefined } | { every: string; cron?: undefined }
)
