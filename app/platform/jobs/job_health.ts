import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import Heartbeats from '#app/platform/jobs/heartbeats'
import type RecurringJob from '#app/platform/jobs/recurring_job'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import { LATE_AFTER_IN_SECONDS } from '#app/platform/jobs/upkeep'
import type WorkerRow from '#app/platform/jobs/worker_row'

/**
 * Reports the health of background jobs: the workers, and the recurring jobs with their last and
 * next run.
 */
export interface JobHealthReport {
  /** @property isMissing no heartbeat for a minute */
  workers: { worker: WorkerRow; isMissing: boolean }[]
  /** @property isLate due for more than a minute */
  recurring: { job: RecurringJob; isLate: boolean }[]
}

@inject()
export default class JobHealth {
  constructor(
    private heartbeats: Heartbeats,
    private recurringJobs: RecurringJobs,
    private clock: Clock
  ) {}

  async describe(): Promise<JobHealthReport> {
    const late = this.clock.now().minus({ seconds: LATE_AFTER_IN_SECONDS })
    const workers = await this.heartbeats.list()
    const jobs = await this.recurringJobs.list()
    return {
      workers: workers.map((worker) => ({ worker, isMissing: this.heartbeats.isMissing(worker) })),
      recurring: jobs.map((job) => ({ job, isLate: job.dueAt < late })),
    }
  }
}
