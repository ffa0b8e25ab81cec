import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import Heartbeats from '#app/platform/jobs/heartbeats'
import type RecurringJob from '#app/platform/jobs/recurring_job'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import { LATE_AFTER_IN_SECONDS } from '#app/platform/jobs/upkeep'
import type WorkerRow from '#app/platform/jobs/worker_row'

/** What keeps jobs going: the processes that work them, and the recurring jobs with their last and next run. */
export interface JobHealthReport {
  /** @property isMissing for a minute nothing was heard of it */
  workers: { worker: WorkerRow; isMissing: boolean }[]
  /** @property isLate it has been due for a minute */
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
