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

  /**
   * Inserts missing rows, and moves jobs whose rule has changed to an earlier time if the new rule
   * has one. Never moves them to a later time: while two releases with different rules run, they
   * would take turns at postponing the job. Leaves running jobs alone, whose `dueAt` is a lease.
   */
  async plan(): Promise<void> {
    const known = await this.list()
    const rows = new Map(known.map((row) => [row.id, row]))
    for (const schedule of this.schedules.values()) {
      const rule = ruleOf(schedule)
      const row = rows.get(schedule.id)
      if (row?.rule === rule) continue
      const now = this.clock.now()
      const dueAt = nextRunOf(schedule, now)
      const times = { due_at: sqlTime(dueAt), due_set_at: sqlTime(now) }
      if (row) await this.replan(row, { rule, ...(dueAt < row.dueAt && times) })
      else await this.insert({ id: schedule.id, rule, attempts: 0, ...times })
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
      return this.recordFailure(lease, schedule, error)
    }
    const now = this.clock.now()
    const changes = { attempts: 0, last_error: null, ...this.outcome(schedule, 'succeeded') }
    await lease.release(nextRunOf(schedule, now), changes)
  }

  /** Changes a row unless a process runs or has just run it. */
  private async replan({ id, dueAt }: RecurringJob, changes: Record<string, unknown>) {
    await db
      .from(RecurringJob.table)
      .where({ id, due_at: sqlTime(dueAt) })
      .whereNull('held_by')
      .update(changes)
  }

  private async insert(columns: Record<string, unknown>) {
    const insertion = db.connection().knexQuery().insert(columns).into(RecurringJob.table)
    await insertion.onConflict('id').ignore()
  }

  private async run({ run: load }: Schedule) {
    const { default: Action } = await load()
    const action = (await app.container.make(Action)) as RecurringAction
    await action.handle()
  }

  private async recordFailure(lease: Lease<RecurringJob>, schedule: Schedule, error: unknown) {
    const { id, attempts } = lease.row
    const now = this.clock.now()
    const retryAt = now.plus({ seconds: backOffInSeconds(attempts) })
    const nextAt = nextRunOf(schedule, now)
    const { lastError } = failureOf({ kind: id, row: id, attempts, error }, this.logger)
    const changes = { last_error: lastError, ...this.outcome(schedule, 'failed') }
    await lease.release(DateTime.min(retryAt, nextAt), changes)
  }

  /** Includes the rule, since `dueAt` is computed from that of this release. */
  private outcome(schedule: Schedule, outcome: 'succeeded' | 'failed') {
    const lastRunAt = sqlTime(this.clock.now())
    return { rule: ruleOf(schedule), last_run_at: lastRunAt, last_outcome: outcome }
  }
}
