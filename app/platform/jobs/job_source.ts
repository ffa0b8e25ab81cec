import type { Logger } from '@adonisjs/core/logger'
import type { JobModel } from '#app/platform/jobs/lease'
import type JobRow from '#app/platform/jobs/job_row'

/** A table of jobs, as a worker sees it. */
export interface JobSource {
  readonly Model: JobModel<JobRow>
  /** Rows that are due, the oldest first. */
  due(limit: number): Promise<Pick<JobRow, 'id' | 'dueAt'>[]>
  /** Works a row that is due, unless another process does; a failure is recorded in the row. */
  work(id: string): Promise<unknown>
}

/** From this number of attempts on people have to look at a job; it is still tried once an hour. */
const ATTEMPTS_BEFORE_FAILED = 12

/** Logs that a job failed. @returns what its row says about it */
export function failureOf(
  { error, ...job }: { kind: string; row: string; attempts: number; error: Error },
  logger: Logger
) {
  const state = job.attempts >= ATTEMPTS_BEFORE_FAILED ? ('failed' as const) : ('waiting' as const)
  // Alarms read this line (infra/modules/observability/jobs.tf).
  logger.error({ err: error, ...job, state }, 'a job failed')
  return { state, lastError: error.message.replaceAll('\0', '').slice(0, 1000) }
}
