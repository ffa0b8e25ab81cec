import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import Clock from '#app/platform/clock'
import Heartbeats from '#app/platform/jobs/heartbeats'
import type { JobSource } from '#app/platform/jobs/job_source'
import type { JobModel } from '#app/platform/jobs/lease'
import type JobRow from '#app/platform/jobs/job_row'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import Outbox from '#app/platform/outbox/outbox'
import { sqlTime } from '#app/platform/sql/time'

/** A row that has been due for this long is late: there are no workers, or too few. */
export const LATE_AFTER_IN_SECONDS = 60

/**
 * Tolerated clock difference between machines; more means that this machine's clock was set back.
 */
const TOLERATED_DIFFERENCE = { seconds: 30 }

/** Maximum number of rows per round. */
const BATCH = 500

/** Maintains jobs beyond running them; every worker does this every ten seconds. */
@inject()
export default class Upkeep {
  constructor(
    private outbox: Outbox,
    private recurringJobs: RecurringJobs,
    private heartbeats: Heartbeats,
    private clock: Clock,
    private logger: Logger
  ) {}

  async handle(): Promise<void> {
    await this.heartbeats.beat()
    await this.recurringJobs.plan()
    for (const source of [this.outbox, this.recurringJobs]) {
      await this.followClock(source.Model)
      await this.reportLate(source)
    }
  }

  /** Preserves the remaining delay of rows if the clock was set back after they were scheduled. */
  private async followClock(Model: JobModel<JobRow>) {
    const now = this.clock.now()
    const future = sqlTime(now.plus(TOLERATED_DIFFERENCE))
    const rows = await Model.query()
      .where('dueAt', '>', future)
      .where('dueSetAt', '>', future)
      .limit(BATCH)
    for (const row of rows as unknown as JobRow[]) {
      const dueAt = now.plus(row.dueAt.diff(row.dueSetAt!))
      await Model.query()
        .where({ id: row.id, dueSetAt: sqlTime(row.dueSetAt!) })
        .update({ dueAt: sqlTime(dueAt), dueSetAt: sqlTime(now) })
    }
  }

  private async reportLate(source: JobSource) {
    const [oldest] = await source.due(1)
    if (!oldest) return
    const lateInSeconds = Math.round(this.clock.now().diff(oldest.dueAt, 'seconds').seconds)
    if (lateInSeconds < LATE_AFTER_IN_SECONDS) return
    // An alarm matches this line (infra/modules/observability/jobs.tf).
    this.logger.warn({ lateInSeconds, table: source.Model.table }, 'jobs are late')
  }
}
