import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import FailedJobs from '#app/platform/outbox/failed_jobs'
import { pendingMigrations } from '#app/platform/sql/migrations'
import { type Finding, ok, warning } from '#app/operations/doctor/finding'

/** Whether what must follow changes does follow. */
@inject()
export default class ExamineJobs {
  constructor(private failedJobs: FailedJobs) {}

  async handle(): Promise<Finding[]> {
    const pending = await pendingMigrations(db, app)
    if (pending.length > 0) return []
    const { waiting, overdue, failedCount } = await this.failedJobs.describe()
    const findings: Finding[] = []
    if (overdue > 0) {
      const detail = `${overdue} are due for a minute and more: the worker is behind, or away.`
      findings.push(warning('Jobs', detail, 'See whether `node ace queue:work` runs, and its log.'))
    }
    if (failedCount > 0) {
      const detail = `${failedCount} have failed, and are tried again.`
      findings.push(warning('Jobs', detail, 'Their errors are in the dashboard, under System.'))
    }
    return findings.length > 0 ? findings : [ok('Jobs', `${waiting} wait, none has failed.`)]
  }
}
