import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import type { AuditTarget } from '#app/platform/audit/audit_actions'
import JobNotFound from '#app/platform/exceptions/job_not_found'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { sqlTime } from '#app/platform/sql/time'

/** Maximum number of jobs on the page. */
const ROWS_SHOWN = 100

export interface JobsReport {
  waiting: number
  /** Jobs that have been due for a minute: workers are too slow, or missing. */
  overdue: number
  /** Rows that have failed at least once, most attempts first. */
  failed: OutboxRow[]
  failedCount: number
}

/**
 * Lets administrators retry or discard failed jobs. A job that has not failed is left alone, since
 * it may still be waiting for its change.
 */
@inject()
export default class FailedJobs {
  constructor(
    private outbox: Outbox,
    private audit: Audit
  ) {}

  async describe(): Promise<JobsReport> {
    const late = sqlTime(DateTime.utc().minus({ minutes: 1 }))
    const counts = await OutboxRow.query()
      .count('* as total')
      .count('last_error as failed')
      .select(db.raw('sum(case when due_at < ? then 1 else 0 end) as overdue', [late]))
      .pojo<{ total: number; failed: number; overdue: number | null }>()
      .firstOrFail()
    const failed = await OutboxRow.query()
      .whereNotNull('lastError')
      .orderBy('attempts', 'desc')
      .orderBy('id')
      .limit(ROWS_SHOWN)
    return {
      waiting: Number(counts.total) - Number(counts.failed),
      overdue: Number(counts.overdue),
      failed,
      failedCount: Number(counts.failed),
    }
  }

  /** Retries a job now. @returns whether it succeeded @throws {JobNotFound} */
  async retry({ actor, id }: { actor: Actor; id: string }): Promise<boolean> {
    const row = await OutboxRow.query().where('id', id).whereNotNull('lastError').first()
    if (!row) throw new JobNotFound()
    return this.audit.around(
      { actor, action: 'job.retried', target: jobOf(row), before: attributesOf(row) },
      () => this.outbox.work(id, { early: true }),
      (isDone) => ({ after: { succeeded: isDone } })
    )
  }

  /** Discards a job; its effects never happen. @throws {JobNotFound} */
  async discard({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    await db.transaction(async (trx) => {
      const row = await OutboxRow.query({ client: trx })
        .where('id', id)
        .whereNotNull('lastError')
        .forUpdate()
        .first()
      if (!row) throw new JobNotFound()
      await row.delete()
      const change = { target: jobOf(row), before: attributesOf(row) }
      await this.audit.record({ actor, action: 'job.discarded', ...change }, trx)
    })
  }
}

function jobOf({ id, kind }: OutboxRow): AuditTarget {
  return { kind: 'job', id, label: kind }
}

/** Selects no payload, which may contain confidential data. */
function attributesOf({ attempts, lastError, createdAt }: OutboxRow) {
  return { attempts, lastError, since: createdAt.toISO() }
}
