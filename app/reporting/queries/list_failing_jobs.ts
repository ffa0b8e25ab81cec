import User from '#app/accounts/models/user'
import { describeJob } from '#app/platform/outbox/describe_job'
import OutboxRow from '#app/platform/outbox/outbox_row'

/** A first failure is often over by the next attempt, a few seconds later. */
export const FAILURES_BEFORE_REPORT = 2

const DESCRIBED_AT_MOST = 100

export interface FailingJob {
  id: string
  label: string
  /** Name or e-mail of the person it concerns. */
  person: string | null
  attempts: number
}

/** Lists the jobs that have failed at least twice, most attempts first, with whom they concern. */
export default class ListFailingJobs {
  async handle(): Promise<FailingJob[]> {
    const rows = await OutboxRow.query()
      .whereNotNull('lastError')
      .where('attempts', '>=', FAILURES_BEFORE_REPORT)
      .orderBy('attempts', 'desc')
      .orderBy('id')
      .limit(DESCRIBED_AT_MOST)
    const jobs = rows.map((row) => ({ row, ...describeJob(row) }))
    const ids = jobs.flatMap(({ recipient }) => recipient.userId ?? [])
    const users = ids.length > 0 ? await User.query().select('id', 'name').whereIn('id', ids) : []
    const names = new Map(users.map(({ id, name }) => [id, name]))
    return jobs.map(({ row: { id, attempts }, label, recipient: { userId, email } }) => ({
      id,
      label,
      person: (userId && names.get(userId)) || email || null,
      attempts,
    }))
  }
}
