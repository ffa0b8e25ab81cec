import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import type { AuditTarget } from '#app/platform/audit/audit_actions'
import JobNotFound from '#app/platform/exceptions/job_not_found'
import { describeJob } from '#app/platform/outbox/describe_job'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { sqlTime } from '#app/platform/sql/time'

/** A first failure is often over by the next attempt, a few seconds later. */
export const FAILURES_BEFORE_REPORT = 2

/** Maximum number of jobs on the page. */
const ROWS_SHOWN = 100

export interface JobCounts {
  /** Jobs that have not failed, or only once. */
  waiting: number
  /** Jobs that have been due for a minute: workers are too slow, or missing. */
  overdue: number
  /** Jobs that have failed at least twice. */
  failing: number
}

/**
 * Lets administrators see, retry or discard failed jobs. A job that has not failed is left alone, since
 * it may still be waiting for its change.
 */
@inject()
export default class FailedJobs {
  constructor(
    private outbox: Outbox,
    private audit: Audit
  ) {}

  async count(): Promise<JobCounts> {
    const late = sqlTime(DateTime.utc().minus({ minutes: 1 }))
    const isFailing = 'last_error is not null and attempts >= ?'
    const counts = await OutboxRow.query()
      .count('* as total')
      .select(
        db.raw('sum(case when due_at < ? then 1 else 0 end) as overdue', [late]),
        db.raw(`sum(case when ${isFailing} then 1 else 0 end) as failing`, [FAILURES_BEFORE_REPORT])
      )
      .pojo<{ total: number; failing: number | null; overdue: number | null }>()
      .firstOrFail()
    const failing = Number(counts.failing)
    return { waiting: Number(counts.total) - failing, overdue: Number(counts.overdue), failing }
  }

  /** Lists jobs that have failed at least twice, most attempts first. */
  list(): Promise<OutboxRow[]> {
    return OutboxRow.query()
      .whereNotNull('lastError')
      .where('attempts', '>=', FAILURES_BEFORE_REPORT)
      .orderBy('attempts', 'desc')
      .orderBy('id')
      .limit(ROWS_SHOWN)
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

function jobOf(row: OutboxRow): AuditTarget {
  return { kind: 'job', id: row.id, label: describeJob(row).label }
}

/** Selects no payload, which may contain confidential data. */
function attributesOf({ attempts, lastError, createdAt }: OutboxRow) {
  return { attempts, lastError, since: createdAt.toISO() }
}
