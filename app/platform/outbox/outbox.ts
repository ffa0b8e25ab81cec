import { DateTime, type DurationLike } from 'luxon'
import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import { Logger } from '@adonisjs/core/logger'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sqlTime } from '#app/platform/sql/time'
import OutboxRow from '#app/platform/outbox/outbox_row'
import WorkOutboxRow from '#app/platform/outbox/jobs/work_outbox_row'
import type OutboxEvent from '#app/platform/outbox/outbox_event'
import type { OutboxEventClass, OutboxListener } from '#app/platform/outbox/outbox_event'
import { subscriptionTo } from '#app/platform/outbox/subscriptions'

/** How long a worker may take for a row before another may try. */
const LEASE = { minutes: 5 }

/** How long an intent waits for the change that it was written for. */
const GRACE = { minutes: 10 }

/** From then on a row counts as failed, for people to look at; it is still tried once an hour. */
const ATTEMPTS_BEFORE_FAILED = 12

/**
 * The transactional outbox: what must follow a change is a row of the change's own transaction, so that
 * it happens if and only if the change did, at least once. The queue carries the row's id alone.
 */
@inject()
export default class Outbox {
  constructor(private logger: Logger) {}

  /** Writes the event with the change; its listeners run soon after the commit. */
  async add<Payload extends object>(event: OutboxEvent<Payload>, trx: TransactionClientContract) {
    const row = await OutboxRow.create(this.toRow(event), { client: trx })
    trx.after('commit', () => this.enqueue(row.id))
    return row.id
  }

  /**
   * Writes an event ahead of a change outside SQL. Whoever makes the change then says what became of it:
   * `work` runs the listeners now, `drop` forgets the event. If neither is said, the process having ended,
   * the listeners run after a period of grace, which has to be longer than the change may take.
   */
  async intend<Payload extends object>(
    event: OutboxEvent<Payload>,
    grace: DurationLike = GRACE
  ): Promise<string> {
    const row = await OutboxRow.create({ ...this.toRow(event), dueAt: DateTime.utc().plus(grace) })
    return row.id
  }

  async drop(id: string): Promise<void> {
    await OutboxRow.query().where('id', id).delete()
  }

  /** Forgets an event whose time has not come. @returns whether it had not: otherwise its listeners run, or have run */
  async cancel(id: string): Promise<boolean> {
    const deleted = await OutboxRow.query()
      .where('id', id)
      .where('attempts', 0)
      .where('dueAt', '>', sqlTime(DateTime.utc()))
      .delete()
    return Number(deleted) > 0
  }

  /** Makes an intended event due and runs its listeners. @returns whether they succeeded; if not, they run again later */
  async settle(id: string): Promise<boolean> {
    await OutboxRow.query()
      .where('id', id)
      .update({ dueAt: sqlTime(DateTime.utc()) })
    return this.work(id)
  }

  /** Runs the listeners of a due event, unless someone else does. @returns whether the event is done with */
  async work(id: string): Promise<boolean> {
    const now = DateTime.utc()
    const taken = await OutboxRow.query()
      .where('id', id)
      .where('dueAt', '<=', sqlTime(now))
      .update({ dueAt: sqlTime(now.plus(LEASE)), attempts: db.raw('attempts + 1') })
    if (Number(taken) === 0) return (await OutboxRow.find(id)) === null

    const row = await OutboxRow.findOrFail(id)
    try {
      await this.runListeners(row)
      await row.delete()
      return true
    } catch (error) {
      await this.recordFailure(row, error as Error)
      return false
    }
  }

  /** Rows that are due, oldest first: their ids and since when. */
  async due(limit = 100): Promise<OutboxRow[]> {
    return OutboxRow.query()
      .select('id', 'due_at')
      .where('dueAt', '<=', sqlTime(DateTime.utc()))
      .orderBy('dueAt')
      .limit(limit)
  }

  /** Puts a row's id on the queue. A queue that is away fails no change: the sweeper queues what was lost. */
  async enqueue(id: string): Promise<void> {
    try {
      await WorkOutboxRow.dispatch({ id }).dedup({ id })
    } catch (error) {
      this.logger.warn({ err: error, outboxRow: id }, 'could not queue an outbox row')
    }
  }

  private toRow(event: OutboxEvent) {
    const { kind, confidential } = event.constructor as unknown as OutboxEventClass<object>
    subscriptionTo(kind) // an event that nobody follows is a mistake, which whoever writes it is told
    const payload = confidential ? encryption.encrypt(event.payload) : JSON.stringify(event.payload)
    return { kind, payload, state: 'waiting' as const, attempts: 0, dueAt: DateTime.utc() }
  }

  private async runListeners(row: OutboxRow) {
    const { event, listeners } = subscriptionTo(row.kind)
    const payload = event.confidential ? encryption.decrypt(row.payload) : JSON.parse(row.payload)
    if (payload === null) throw new Error('The payload cannot be decrypted: was APP_KEY changed?')
    for (const load of listeners) {
      const { default: Listener } = await load()
      const listener = (await app.container.make(Listener)) as OutboxListener<object>
      await listener.handle(payload)
    }
  }

  private async recordFailure(row: OutboxRow, error: Error) {
    const state = row.attempts >= ATTEMPTS_BEFORE_FAILED ? 'failed' : 'waiting'
    // Alarms read this line (infra/modules/observability/jobs.tf).
    this.logger.error(
      { err: error, kind: row.kind, outboxRow: row.id, attempts: row.attempts, state },
      'an outbox row failed'
    )
    const waitInSeconds = Math.min(5 * 2 ** (row.attempts - 1), 3600)
    await row
      .merge({
        state,
        lastError: error.message.slice(0, 1000),
        dueAt: DateTime.utc().plus({ seconds: waitInSeconds }),
      })
      .save()
  }
}
