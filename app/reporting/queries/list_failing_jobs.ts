import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import User from '#app/accounts/models/user'
import { describeJob } from '#app/platform/outbox/describe_job'
import FailedJobs from '#app/platform/outbox/failed_jobs'

export interface FailingJob {
  id: string
  kind: string
  label: string
  /** Name or e-mail of the person it concerns. */
  person: string | null
  attempts: number
  lastError: string | null
  createdAt: DateTime
  dueAt: DateTime
}

/** Lists the jobs that have failed at least twice, most attempts first, with whom they concern. */
@inject()
export default class ListFailingJobs {
  constructor(private failedJobs: FailedJobs) {}

  async handle(): Promise<FailingJob[]> {
    const rows = await this.failedJobs.list()
    const jobs = rows.map((row) => ({ row, ...describeJob(row) }))
    const ids = jobs.flatMap(({ recipient }) => recipient.userId ?? [])
    const users = ids.length > 0 ? await User.query().select('id', 'name').whereIn('id', ids) : []
    const names = new Map(users.map(({ id, name }) => [id, name]))
    return jobs.map(({ row, label, recipient: { userId, email } }) => {
      const { id, kind, attempts, lastError, createdAt, dueAt } = row
      const person = (userId && names.get(userId)) || email || null
      return { id, kind, label, person, attempts, lastError, createdAt, dueAt }
    })
  }
}
