import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { LucidModel } from '@adonisjs/lucid/types/model'
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

/**
 * Ensures that one process at a time runs a row: acquired by a conditional update, and renewed
 * while the job runs.
 */
export default class Lease<Row extends JobRow> {
  private constructor(
    private Model: JobModel<Row>,
    readonly row: Row,
    private clock: Clock
  ) {}

  /**
   * Acquires a row that is due; with `early`, even before it is due.
   * @returns undefined if the row does not exist or another process holds it
   */
  static async take<Row extends JobRow>(
    Model: JobModel<Row>,
    { id, clock, early = false }: { id: string; clock: Clock; early?: boolean }
  ): Promise<Lease<Row> | undefined> {
    const now = clock.now()
    const [columns] = await db
      .connection()
      .knexQuery()
      .from(Model.table)
      .where('id', id)
      .where((free) => {
        free.where('due_at', '<=', sqlTime(now))
        if (early) free.orWhereNull('held_by')
      })
      .update({ ...until(now.plus(LEASE), now), held_by: PROCESS_ID })
      .increment('attempts', 1)
      .returning('*')
    if (!columns) return undefined
    return new Lease(Model, Model.$createFromAdapterResult(columns) as unknown as Row, clock)
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
   * @throws the error of `work`, or a timeout after 15 minutes
   */
  async during(work: () => Promise<unknown>): Promise<void> {
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

function until(dueAt: DateTime, now: DateTime) {
  return { due_at: sqlTime(dueAt), due_set_at: sqlTime(now) }
}
