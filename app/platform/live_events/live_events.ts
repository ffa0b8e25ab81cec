import { randomUUID } from 'node:crypto'
import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import type { NewLiveEvent } from '#app/platform/live_events/live_event'
import LiveEventWakeUp from '#app/platform/live_events/live_event_wake_up'
import { sqlTime } from '#app/platform/sql/time'

/**
 * Publishes events to the open streams of all processes. An event is a row in the transaction of
 * the change that it reports, so it is sent if and only if the change is committed.
 */
@inject()
export default class LiveEvents {
  constructor(
    private wakeUp: LiveEventWakeUp,
    private clock: Clock
  ) {}

  /** @param topic separates the channels of one system from those of others */
  async publish(
    topic: string,
    { event, channels = [], effects = [] }: NewLiveEvent,
    trx: TransactionClientContract
  ): Promise<void> {
    await trx
      .insertQuery()
      .table('live_events')
      .insert({
        uuid: randomUUID(),
        topic,
        name: event?.name ?? null,
        data: event ? JSON.stringify(event.data) : null,
        channels: JSON.stringify(channels),
        effects: JSON.stringify(effects),
        created_at: sqlTime(this.clock.now()),
      })
    trx.after('commit', () => this.wakeUp.call())
  }
}
