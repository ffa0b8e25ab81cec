import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import JobHealth, { type JobHealthReport } from '#app/platform/jobs/job_health'
import FailedJobs from '#app/platform/outbox/failed_jobs'
import { pendingMigrations } from '#app/platform/sql/migrations'
import { type CheckResult, ok, warning } from '#app/operations/doctor/check_result'

const START_A_WORKER =
  'Start the server or, with REDIS_URL, `node ace jobs:work`. Its log shows why it stopped.'

/** Checks that workers are alive, and that outbox and recurring jobs run on time. */
@inject()
export default class CheckJobs {
  constructor(
    private failedJobs: FailedJobs,
    private health: JobHealth
  ) {}

  async handle(): Promise<CheckResult[]> {
    const pending = await pendingMigrations(db, app)
    if (pending.length > 0) return []
    const health = await this.health.describe()
    return [...(await this.outbox()), ...workers(health), ...recurringJobs(health)]
  }

  private async outbox(): Promise<CheckResult[]> {
    const { waiting, overdue, failing } = await this.failedJobs.count()
    const results: CheckResult[] = []
    if (overdue > 0) {
      const detail = `${overdue} are overdue by more than a minute: workers are too slow, or missing.`
      results.push(warning('Jobs', detail, START_A_WORKER))
    }
    if (failing > 0) {
      const detail = `${failing} have failed more than once and will be retried.`
      results.push(warning('Jobs', detail, 'The dashboard shows their errors under System.'))
    }
    return results.length > 0 ? results : [ok('Jobs', `${waiting} waiting, none failing.`)]
  }
}

function workers({ workers: all }: JobHealthReport): CheckResult[] {
  const missing = all.filter(({ isMissing }) => isMissing)
  if (missing.length === all.length)
    return [warning('Workers', 'No worker is running.', START_A_WORKER)]
  if (missing.length === 0) return [ok('Workers', `${all.length} running.`)]
  const names = missing.map(({ worker: { host, pid, seenAt } }) => {
    return `process ${pid} of ${host}, last seen at ${seenAt.toISO()}`
  })
  return [warning('Workers', `Missing: ${names.join('; ')}.`, START_A_WORKER)]
}

function recurringJobs({ recurring }: JobHealthReport): CheckResult[] {
  const late = recurring.filter(({ isLate }) => isLate)
  const failed = recurring.filter(({ job }) => job.lastOutcome === 'failed')
  const results = [
    ...late.map(({ job }) =>
      warning(
        'Recurring jobs',
        `${job.id} has been due since ${job.dueAt.toISO()}.`,
        START_A_WORKER
      )
    ),
    ...failed.map(({ job }) =>
      warning('Recurring jobs', `${job.id} failed: ${job.lastError}`, 'It will be retried.')
    ),
  ]
  if (results.length > 0) return results
  return [ok('Recurring jobs', `${recurring.length} scheduled, none overdue or failed.`)]
}
