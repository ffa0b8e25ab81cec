import { hostname } from 'node:os'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { PROCESS_ID } from '#app/platform/jobs/lease'
import WorkerRow from '#app/platform/jobs/worker_row'
import { sqlTime } from '#app/platform/sql/time'

/** A worker is missing after this long without a heartbeat; it sends one every ten seconds. */
const MISSING_AFTER = { minutes: 1 }
const FORGOTTEN_AFTER = { hours: 1 }

/** Heartbeats of the processes that run jobs. */
@inject()
export default class Heartbeats {
  constructor(private clock: Clock) {}

  /**
   * Records a heartbeat of this process's worker, and deletes workers that have been missing for an
   * hour.
   */
  async beat(): Promise<void> {
    const now = this.clock.now()
    const seen = { seen_at: sqlTime(now) }
    await db
      .connection()
      .knexQuery()
      .insert({
        id: PROCESS_ID,
        host: hostname().slice(0, 255),
        pid: process.pid,
        started_at: sqlTime(now.minus({ seconds: process.uptime() })),
        ...seen,
      })
      .into(WorkerRow.table)
      .onConflict('id')
      .merge(seen)
    await WorkerRow.query()
      .where('seenAt', '<', sqlTime(now.minus(FORGOTTEN_AFTER)))
      .orWhere('seenAt', '>', sqlTime(now.plus(FORGOTTEN_AFTER)))
      .delete()
  }

  /**
   * Removes this process's worker after a regular shutdown, so that it isn't reported as missing.
   */
  async end(): Promise<void> {
    await WorkerRow.query().where('id', PROCESS_ID).delete()
  }

  async list(): Promise<WorkerRow[]> {
    return WorkerRow.query().orderBy('startedAt').orderBy('id')
  }

  /** Times in the future are compared too, since the clock may have been set back. */
  isMissing({ seenAt }: WorkerRow): boolean {
    const now = this.clock.now()
    return seenAt < now.minus(MISSING_AFTER) || seenAt > now.plus(MISSING_AFTER)
  }
}
