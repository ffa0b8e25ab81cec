import type { DurationLike } from 'luxon'
import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import { Logger } from '@adonisjs/core/logger'
import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import { backOffInSeconds } from '#app/platform/jobs/job_row'
import { failureOf, type JobSource } from '#app/platform/jobs/job_source'
import Lease from '#app/platform/jobs/lease'
import WakeUp from '#app/platform/jobs/wake_up'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { payloadOf } from '#app/platform/outbox/describe_job'
import type OutboxEvent from '#app/platform/outbox/outbox_event'
import type { OutboxEventClass, OutboxListener } from '#app/platform/outbox/outbox_event'
import { subscriptionTo } from '#app/platform/outbox/subscriptions'
import { sqlTime } from '#app/platform/sql/time'

/** Grace period in which an event that is written ahead waits for its change. */
const GRACE = { minutes: 10 }

/** Listener error that makes further attempts pointless. */
class EventDiscarded extends Error {}

/**
 * Transactional outbox: the effects of a change are stored as rows in its transaction, so that they
 * happen, at least once, if and only if the change is committed. Each row is a job: a worker runs
 * its listeners and deletes it.
 */
@inject()
export default class Outbox implements JobSource {
  readonly Model = OutboxRow

  constructor(
    private wakeUp: WakeUp,
    private clock: Clock,
    private logger: Logger
  ) {}

  /**
   * Writes an event with its change; its listeners run soon after the commit.
   * @returns the id of the row
   */
  async add<Payload extends object>(
    event: OutboxEvent<Payload>,
    trx: TransactionClientContract
  ): Promise<string> {
    const row = await OutboxRow.create(this.toRow(event), { client: trx })
    trx.after('commit', () => this.wakeUp.call())
    return row.id
  }

  /**
   * Writes several events with their change, in one statement. Those with a `wait` are due later, like those of
   * `intend`.
   * @returns the ids of the rows
   */
  async addAll(
    events: { event: OutboxEvent; wait?: DurationLike }[],
    trx: TransactionClientContract
  ): Promise<string[]> {
    if (events.length === 0) return []
    const createdAt = sqlTime(this.clock.now())
    const rows = events.map(({ event, wait }) => {
      const { dueAt, dueSetAt, ...row } = this.toRow(event, wait)
      const times = { due_at: sqlTime(dueAt), due_set_at: sqlTime(dueSetAt), created_at: createdAt }
      return { id: newId(), ...row, ...times }
    })
    await trx.table(OutboxRow.table).multiInsert(rows)
    trx.after('commit', () => this.wakeUp.call())
    return rows.map(({ id }) => id)
  }

  /**
   * Writes an event whose listeners the caller triggers: after a change outside SQL for which the
   * event is written ahead, or right after the commit. The caller then calls `settle`, or `drop` if
   * there is nothing to do. If it does neither because the process ended, a worker runs the
   * listeners after the grace period, which must be longer than the change may take.
   */
  async intend<Payload extends object>(
    event: OutboxEvent<Payload>,
    grace: DurationLike = GRACE,
    trx?: TransactionClientContract
  ): Promise<string> {
    const row = await OutboxRow.create(this.toRow(event, grace), { client: trx })
    return row.id
  }

  async drop(id: string): Promise<void> {
    await OutboxRow.query().where('id', id).delete()
  }

  /**
   * Deletes an event within its grace period.
   * @returns false if the period has ended, so that its listeners run or have run
   */
  async cancel(id: string, trx?: TransactionClientContract): Promise<boolean> {
    const deleted = await OutboxRow.query({ client: trx })
      .where('id', id)
      .where('attempts', 0)
      .where('dueAt', '>', sqlTime(this.clock.now()))
      .delete()
    return Number(deleted) > 0
  }

  /**
   * Runs an event's listeners now, even if it is not due.
   * @returns whether they succeeded; if not, they are retried later
   * @throws an error for which the event is discarded
   */
  async settle(id: string): Promise<boolean> {
    try {
      return await this.attempt(id, { early: true })
    } catch (error) {
      throw error instanceof EventDiscarded ? error.cause : error
    }
  }

  /**
   * Runs the listeners of a due event unless another process does.
   * @returns whether the event is finished
   */
  async work(id: string, { early = false } = {}): Promise<boolean> {
    try {
      return await this.attempt(id, { early })
    } catch (error) {
      if (error instanceof EventDiscarded) return true
      throw error
    }
  }

  async due(limit = 100): Promise<OutboxRow[]> {
    return OutboxRow.query()
      .select('id', 'due_at')
      .where('dueAt', '<=', sqlTime(this.clock.now()))
      .orderBy('dueAt')
      .limit(limit)
  }

  private toRow(event: OutboxEvent, wait: DurationLike = {}) {
    const { kind, confidential } = event.constructor as unknown as OutboxEventClass<object>
    subscriptionTo(kind) // reports an event without listeners to its author immediately
    const payload = confidential ? encryption.encrypt(event.payload) : JSON.stringify(event.payload)
    const now = this.clock.now()
    const times = { dueAt: now.plus(wait), dueSetAt: now }
    return { kind, payload, state: 'waiting' as const, attempts: 0, ...times }
  }

  /** @throws {EventDiscarded} */
  private async attempt(id: string, { early }: { early: boolean }): Promise<boolean> {
    const lease = await Lease.take(OutboxRow, { id, clock: this.clock, early })
    if (!lease) return (await OutboxRow.find(id)) === null
    try {
      await lease.during(() => this.runListeners(lease.row))
    } catch (error) {
      if (!(error instanceof EventDiscarded)) {
        await this.recordFailure(lease, error)
        return false
      }
      await lease.delete()
      throw error
    }
    await lease.delete()
    return true
  }

  private async runListeners(row: OutboxRow) {
    const { event, listeners } = subscriptionTo(row.kind)
    const payload = payloadOf(row, event)
    if (payload === null) throw new Error('The payload cannot be decrypted: was APP_KEY changed?')
    try {
      for (const load of listeners) {
        const { default: Listener } = await load()
        const listener = (await app.container.make(Listener)) as OutboxListener<object>
        await listener.handle(payload)
      }
    } catch (error) {
      const isPointless = event.discardOn.some((Type) => error instanceof Type)
      throw isPointless ? new EventDiscarded(row.kind, { cause: error }) : error
    }
  }

  private async recordFailure(lease: Lease<OutboxRow>, error: unknown) {
    const { id, kind, attempts } = lease.row
    const { state, lastError } = failureOf({ kind, row: id, attempts, error }, this.logger)
    const retryAt = this.clock.now().plus({ seconds: backOffInSeconds(attempts) })
    await lease.release(retryAt, { state, last_error: lastError })
  }
}
