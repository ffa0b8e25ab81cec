import type { DurationLike } from 'luxon'
import app from '@adonisjs/core/services/app'
import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import Heartbeats from '#app/platform/jobs/heartbeats'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import type { Schedule } from '#app/platform/jobs/schedule'
import Upkeep from '#app/platform/jobs/upkeep'
import WakeUp from '#app/platform/jobs/wake_up'
import Worker from '#app/platform/jobs/worker'
import Outbox from '#app/platform/outbox/outbox'
import type OutboxEvent from '#app/platform/outbox/outbox_event'
import OutboxRow from '#app/platform/outbox/outbox_row'

/** A clock that tests can set forward and back. */
export class SettableClock extends Clock {
  private difference: DurationLike = {}

  now() {
    return super.now().plus(this.difference)
  }

  shift(difference: DurationLike) {
    this.difference = difference
  }
}

/** A logger that keeps its lines, so that tests can look for those that alarms filter. */
export class KeptLog {
  lines: { msg: string; [fact: string]: unknown }[] = []

  error = (facts: object, msg: string) => void this.lines.push({ ...facts, msg })
  warn = this.error
  info = (facts: object | string, msg?: string) =>
    void this.lines.push(typeof facts === 'string' ? { msg: facts } : { ...facts, msg: msg! })
}

/** The objects of a worker process, separate from those of the tests. Stop its worker if it was started. */
export function anEngine({ schedules = [] as Schedule[] } = {}) {
  const [clock, log] = [new SettableClock(), new KeptLog()]
  const logger = log as unknown as Logger
  const wakeUp = new WakeUp(undefined, logger)
  const outbox = new Outbox(wakeUp, clock, logger)
  const recurringJobs = new RecurringJobs(schedules, clock, logger)
  const heartbeats = new Heartbeats(clock)
  const upkeep = new Upkeep(outbox, recurringJobs, heartbeats, clock, logger)
  const worker = new Worker(upkeep, heartbeats, wakeUp, clock, logger, recurringJobs, outbox)
  return { clock, log, wakeUp, outbox, recurringJobs, heartbeats, upkeep, worker }
}

/** Adds an event in its own transaction. */
export async function addToOutbox(event: OutboxEvent): Promise<OutboxRow> {
  return OutboxRow.findOrFail(await sendToOutbox(event))
}

/** Writes an event that workers may take at once. @returns the id of its row */
export async function sendToOutbox(
  event: OutboxEvent,
  row: Partial<Pick<OutboxRow, 'attempts' | 'lastError'>> = {}
): Promise<string> {
  const outbox = await app.container.make(Outbox)
  return db.transaction(async (trx) => {
    const id = await outbox.add(event, trx)
    const added = await OutboxRow.findOrFail(id, { client: trx })
    await added.merge(row).save()
    return id
  })
}
