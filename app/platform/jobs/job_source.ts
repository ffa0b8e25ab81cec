import type { Logger } from '@adonisjs/core/logger'
import { reasonOf } from '#app/platform/exceptions/message_of'
import type { JobModel } from '#app/platform/jobs/lease'
import type JobRow from '#app/platform/jobs/job_row'
import { truncate } from '#app/platform/text'

/** A table of jobs from which workers take work. */
export interface JobSource {
  readonly Model: JobModel<JobRow>
  /** Returns due rows, oldest first. */
  due(limit: number): Promise<Pick<JobRow, 'id' | 'dueAt'>[]>
  /** Runs a due row unless another process holds it. Failures are recorded in the row. */
  work(id: string): Promise<unknown>
}

/** From this number of attempts on a job needs attention; it is still retried hourly. */
const ATTEMPTS_BEFORE_FAILED = 12

const LONGEST_ERROR = 1000

/** Logs a failed job. @returns the text to store in its row */
export function failureOf(
  { error, ...job }: { kind: string; row: string; attempts: number; error: unknown },
  logger: Logger
) {
  const state = job.attempts >= ATTEMPTS_BEFORE_FAILED ? ('failed' as const) : ('waiting' as const)
  // An alarm matches this line (infra/modules/observability/jobs.tf).
  logger.error({ err: error, ...job, state }, 'a job failed')
  return { state, lastError: truncate(reasonOf(error), LONGEST_ERROR) }
}
