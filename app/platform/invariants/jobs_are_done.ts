import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'
import JobHealth from '#app/platform/jobs/job_health'
import { LATE_AFTER_IN_SECONDS } from '#app/platform/jobs/upkeep'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { sqlTime } from '#app/platform/sql/time'

@inject()
export default class JobsAreDone extends Invariant {
  readonly condition = 'No job is overdue or has failed for good'

  constructor(private health: JobHealth) {
    super()
  }

  async *violations() {
    const late = sqlTime(DateTime.utc().minus({ seconds: LATE_AFTER_IN_SECONDS }))
    const undone = () =>
      OutboxRow.query()
        .select('id', 'kind', 'state', 'due_at')
        .where((query) => query.where('dueAt', '<', late).orWhere('state', 'failed'))
    for await (const rows of rowsInBatches(undone))
      for (const { id, kind, state, dueAt } of rows)
        yield state === 'failed'
          ? `job ${id} (${kind}) has failed`
          : `job ${id} (${kind}) has been due since ${dueAt.toISO()}`

    const { recurring } = await this.health.describe()
    for (const { job, isLate } of recurring)
      if (isLate) yield `recurring job ${job.id} has been due since ${job.dueAt.toISO()}`
  }
}
