import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { LucidModel, ModelObject } from '@adonisjs/lucid/types/model'
import type Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import type JobRow from '#app/platform/jobs/job_row'
import { answerWithin } from '#app/platform/timeouts'
import { sqlTime } from '#app/platform/sql/time'

/** Identifies this process in the rows whose lease it holds. */
export const PROCESS_ID = newId()

/** Duration of a lease, after which another process may take the row of a process that died. */
const LEASE = { minutes: 1 }
const RENEW_EVERY_MS = 20_000

/** Timeout for a job, so that it can't occupy a worker forever. */
const TIMEOUT_MS = 15 * 60_000

export type JobModel<Row extends JobRow> = LucidModel & { new (): Row }

/** Failure of an attempt whose process ended without releasing its lease. */
class ProcessEnded extends Error {
  message = 'The process ended while it ran this job'
}

/**
 * Ensures that one process at a time runs a row: acquired by a conditional update, and renewed
 * while the job runs.
 */
export default class Lease<Row extends JobRow> {
  private constructor(
    private Model: JobModel<Row>,
    readonly row: Row,
    private clock: Clock,
    private isFromEndedProcess: boolean
  ) {}

  /**
   * Acquires a row that is due; with `early`, even before it is due. If the lease of another process
   * has expired, that process ended during its attempt: `during` then reports its failure instead of
   * starting another attempt.
   * @returns undefined if the row does not exist or another process holds it
   */
  static async take<Row extends JobRow>(
    Model: JobModel<Row>,
    { id, clock, early = false }: { id: string; clock: Clock; early?: boolean }
  ): Promise<Lease<Row> | undefined> {
    const now = clock.now()
    const row = () => db.connection().knexQuery().from(Model.table).where('id', id)
    const lease = { ...until(now.plus(LEASE), now), held_by: PROCESS_ID }

    const [free] = await row()
      .where((own) => own.whereNull('held_by').orWhere('held_by', PROCESS_ID))
      .where((due) => {
        due.where('due_at', '<=', sqlTime(now))
        if (early) due.orWhereNull('held_by')
      })
      .update(lease)
      .increment('attempts', 1)
      .returning('*')
    if (free) return new Lease(Model, rowFrom(Model, free), clock, false)

    const [expired] = await row()
      .whereNot('held_by', PROCESS_ID)
      .where('due_at', '<=', sqlTime(now))
      .update(lease)
      .returning('*')
    return expired && new Lease(Model, rowFrom(Model, expired), clock, true)
  }

  /**
   * Releases a row and makes it due immediately, without counting the attempt, because the process
   * is shutting down.
   */
  static async giveUp(Model: JobModel<JobRow>, id: string, clock: Clock): Promise<void> {
    await db
      .from(Model.table)
      .where('id', id)
      .where('held_by', PROCESS_ID)
      .update({ ...until(clock.now(), clock.now()), held_by: null })
      .decrement('attempts', 1)
  }

  /**
   * Keeps the lease while `work` runs.
   * @throws {ProcessEnded} without running `work`, if the previous attempt ended with its process;
   *   otherwise the error of `work`, or a timeout after 15 minutes
   */
  async during(work: () => Promise<unknown>): Promise<void> {
    if (this.isFromEndedProcess) throw new ProcessEnded()
    const renewal = setInterval(() => this.renew(), RENEW_EVERY_MS)
    try {
      await answerWithin(TIMEOUT_MS, work())
    } finally {
      clearInterval(renewal)
    }
  }

  /** Reschedules the row with these column changes, and releases its lease. */
  async release(dueAt: DateTime, changes: Record<string, unknown>): Promise<void> {
    await this.held().update({ ...changes, ...until(dueAt, this.clock.now()), held_by: null })
  }

  async delete(): Promise<void> {
    await this.held().delete()
  }

  /**
   * A failed renewal is ignored, since the next one makes up for it. If all fail, another process
   * may take the row.
   */
  private renew() {
    const now = this.clock.now()
    this.held()
      .update(until(now.plus(LEASE), now))
      .exec()
      .catch(() => {})
  }

  private held() {
    return db.from(this.Model.table).where('id', this.row.id).where('held_by', PROCESS_ID)
  }
}

function rowFrom<Row extends JobRow>(Model: JobModel<Row>, columns: ModelObject): Row {
  return Model.$createFromAdapterResult(columns) as unknown as Row
}

function until(dueAt: DateTime, now: DateTime) {
  return { due_at: sqlTime(dueAt), due_set_at: sqlTime(now) }
}
