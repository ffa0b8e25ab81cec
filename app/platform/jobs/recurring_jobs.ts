import { DateTime } from 'luxon'
import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import app from '@adonisjs/core/services/app'
import type Clock from '#app/platform/clock'
import { backOffInSeconds } from '#app/platform/jobs/job_row'
import { failureOf, type JobSource } from '#app/platform/jobs/job_source'
import Lease from '#app/platform/jobs/lease'
import RecurringJob from '#app/platform/jobs/recurring_job'
import { nextRunOf, type RecurringAction, ruleOf, type Schedule } from '#app/platform/jobs/schedule'
import { sqlTime } from '#app/platform/sql/time'

/** Recurring jobs, each of which runs in one process at a time. */
export default class RecurringJobs implements JobSource {
  readonly Model = RecurringJob
  private schedules: Map<string, Schedule>

  constructor(
    schedules: Schedule[],
    private clock: Clock,
    private logger: Logger
  ) {
    this.schedules = new Map(schedules.map((schedule) => [schedule.id, schedule]))
  }

  /** Inserts missing rows, and reschedules jobs whose rule has changed. */
  async plan(): Promise<void> {
    const known = await this.list()
    const rules = new Map(known.map(({ id, rule }) => [id, rule]))
    for (const schedule of this.schedules.values()) {
      const rule = ruleOf(schedule)
      if (rules.get(schedule.id) === rule) continue
      const now = this.clock.now()
      const times = { due_at: sqlTime(nextRunOf(schedule, now)), due_set_at: sqlTime(now) }
      await db
        .connection()
        .knexQuery()
        .insert({ id: schedule.id, rule, attempts: 0, ...times })
        .into(RecurringJob.table)
        .onConflict('id')
        .merge({ rule, ...times })
    }
  }

  /** Returns the jobs whose schedules exist in this version of the application. */
  async list(): Promise<RecurringJob[]> {
    return RecurringJob.query()
      .whereIn('id', [...this.schedules.keys()])
      .orderBy('id')
  }

  async due(limit: number): Promise<RecurringJob[]> {
    return RecurringJob.query()
      .whereIn('id', [...this.schedules.keys()])
      .where('dueAt', '<=', sqlTime(this.clock.now()))
      .orderBy('dueAt')
      .limit(limit)
  }

  async work(id: string): Promise<void> {
    const schedule = this.schedules.get(id)
    const lease = schedule && (await Lease.take(RecurringJob, { id, clock: this.clock }))
    if (!lease) return
    try {
      await lease.during(() => this.run(schedule))
    } catch (error) {
      return this.recordFailure(lease, schedule, error as Error)
    }
    const now = this.clock.now()
    const changes = { attempts: 0, last_error: null, ...run(now, 'succeeded') }
    await lease.release(nextRunOf(schedule, now), changes)
  }

  private async run({ run: load }: Schedule) {
    const { default: Action } = await load()
    const action = (await app.container.make(Action)) as RecurringAction
    await action.handle()
  }

  private async recordFailure(lease: Lease<RecurringJob>, schedule: Schedule, error: Error) {
    const { id, attempts } = lease.row
    const now = this.clock.now()
    const retryAt = now.plus({ seconds: backOffInSeconds(attempts) })
    const nextAt = nextRunOf(schedule, now)
    const { lastError } = failureOf({ kind: id, row: id, attempts, error }, this.logger)
    const changes = { last_error: lastError, ...run(now, 'failed') }
    await lease.release(DateTime.min(retryAt, nextAt), changes)
  }
}

function run(at: DateTime, outcome: 'succeeded' | 'failed') {
  return { last_run_at: sqlTime(at), last_outcome: outcome }
}
