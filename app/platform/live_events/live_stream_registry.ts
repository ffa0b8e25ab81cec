import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { PROCESS_ID } from '#app/platform/jobs/lease'
import LiveEvents from '#app/platform/live_events/live_events'
import type LiveStream from '#app/platform/live_events/live_stream'
import { sqlTime } from '#app/platform/sql/time'

/** Streams that a user may have open, over all processes. */
export const STREAMS_PER_OWNER = 10

const FLUSH_EVERY_MS = 1_000
const BEAT_EVERY_MS = 10_000

/** A process is missing after this long without a heartbeat, and forgotten some time later. */
const MISSING_AFTER = { seconds: 30 }
const FORGOTTEN_AFTER = { minutes: 5 }

/** Rows of a statement: both engines limit the number of bindings. */
const BATCH = 200

/**
 * Rows of the streams that are open in all processes, written in batches. They are for counting,
 * and for ending the oldest streams of a user who opens too many.
 */
@inject()
export default class LiveStreamRegistry {
  private opening = new Map<string, LiveStream>()
  private closing = new Set<string>()
  private beatDueAt = 0
  private flushing?: Promise<void>

  constructor(
    private liveEvents: LiveEvents,
    private clock: Clock,
    private logger: Logger
  ) {}

  opened(stream: LiveStream): void {
    this.opening.set(stream.id, stream)
  }

  closed({ id }: LiveStream): void {
    if (!this.opening.delete(id)) this.closing.add(id)
  }

  /** @returns a function that stops writing */
  start(): () => void {
    const timer = setInterval(() => {
      this.flushing ??= this.flush().finally(() => (this.flushing = undefined))
    }, FLUSH_EVERY_MS)
    return () => clearInterval(timer)
  }

  /** Removes this process and its streams. If that fails, they disappear within a minute. */
  async close(): Promise<void> {
    await this.flushing
    await db
      .from('live_hubs')
      .where('id', PROCESS_ID)
      .delete()
      .catch(() => {})
  }

  /** Counts the streams that are open in processes with a heartbeat. */
  async count(topic: string): Promise<number> {
    const [row] = await db
      .from('live_streams')
      .join('live_hubs', 'live_hubs.id', 'live_streams.hub_id')
      .where('topic', topic)
      .where('seen_at', '>', sqlTime(this.clock.now().minus(MISSING_AFTER)))
      .count('* as total')
    return Number(row.total)
  }

  /** Deletes processes without a heartbeat. Later times are those of a clock that was set back. */
  async forgetEndedProcesses(): Promise<void> {
    const now = this.clock.now()
    await db
      .from('live_hubs')
      .where('seen_at', '<', sqlTime(now.minus(FORGOTTEN_AFTER)))
      .orWhere('seen_at', '>', sqlTime(now.plus(FORGOTTEN_AFTER)))
      .delete()
  }

  /** Writes what has changed. If it fails, the next call tries again. */
  async flush(): Promise<void> {
    const [opened, closed] = [[...this.opening.values()], [...this.closing]]
    const isBeatDue = performance.now() >= this.beatDueAt
    if (opened.length + closed.length === 0 && !isBeatDue) return
    this.opening.clear()
    this.closing.clear()
    try {
      await db.transaction((trx) => this.write({ opened, closed }, trx))
      this.beatDueAt = performance.now() + BEAT_EVERY_MS
    } catch (error) {
      this.logger.warn({ err: error }, 'open streams could not be recorded')
      for (const id of closed) this.closing.add(id)
      for (const stream of opened) {
        if (stream.isOpen && !this.closing.delete(stream.id)) this.opening.set(stream.id, stream)
      }
    }
  }

  private async write(
    { opened, closed }: { opened: LiveStream[]; closed: string[] },
    trx: TransactionClientContract
  ) {
    const seen = { seen_at: sqlTime(this.clock.now()) }
    const hub = trx.knexQuery().insert({ id: PROCESS_ID, ...seen })
    await hub.into('live_hubs').onConflict('id').merge(seen)
    for (const ids of batchesOf(closed)) await trx.from('live_streams').whereIn('id', ids).delete()
    for (const streams of batchesOf(opened)) {
      await trx.insertQuery().table('live_streams').multiInsert(streams.map(rowOf))
      await this.endSurplus([...new Set(streams.map(ownerOf))], trx)
    }
  }

  /** Ends the oldest streams of users who have opened too many. */
  private async endSurplus(owners: string[], trx: TransactionClientContract) {
    const busy = await trx
      .from('live_streams')
      .whereIn('owner', owners)
      .groupBy('owner')
      .having(trx.raw('count(*)'), '>', STREAMS_PER_OWNER)
      .select('owner')
    for (const { owner } of busy) {
      const streams: { id: string; topic: string }[] = await trx
        .from('live_streams')
        .where('owner', owner)
        .orderBy('opened_at', 'desc')
        .select('id', 'topic')
      for (const { id, topic } of streams.slice(STREAMS_PER_OWNER))
        await this.liveEvents.publish(topic, { effects: [{ end: `stream:${id}` }] }, trx)
    }
  }
}

function rowOf(stream: LiveStream) {
  return {
    id: stream.id,
    hub_id: PROCESS_ID,
    topic: stream.topic,
    owner: ownerOf(stream),
    opened_at: sqlTime(stream.openedAt),
  }
}

function ownerOf({ topic, owner }: LiveStream): string {
  return `${topic} ${owner}`
}

function batchesOf<Item>(items: Item[]): Item[][] {
  const count = Math.ceil(items.length / BATCH)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH)
  )
}
