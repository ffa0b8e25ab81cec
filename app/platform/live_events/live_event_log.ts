import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import type { LiveEvent } from '#app/platform/live_events/live_event'
import { sqlTime } from '#app/platform/sql/time'

/** Time for which clients that reconnect get what they missed. */
export const REPLAY = { minutes: 5 }

/** Maximum number of events that are read at once. */
export const PAGE_SIZE = 500

/**
 * Gives committed rows their positions, one caller after the other. PostgreSQL runs the block
 * without waiting for the client, so a client that stops can't hold the lock. 80 is an arbitrary
 * number that no other lock uses.
 */
const NUMBER_COMMITTED_ROWS = `
  do $$
  declare event record;
  begin
    perform pg_advisory_xact_lock(80);
    for event in select id from live_events where position is null order by id loop
      update live_events set position = nextval('live_event_positions') where id = event.id;
    end loop;
  end $$`

interface Row {
  id: number
  position: number | null
  uuid: string
  topic: string
  name: string | null
  data: string | null
  channels: string
  effects: string
}

/**
 * The committed events in the order that all processes share; see docs/adr/0020. SQLite runs one
 * writing transaction at a time, so its ids are in the order of the commits. On PostgreSQL they are
 * not: rows get their position after the commit.
 */
@inject()
export default class LiveEventLog {
  constructor(private clock: Clock) {}

  /** Returns the position of the last event, or 0. */
  async end(): Promise<number> {
    const [row] = await db.from('live_events').max(this.column, 'position')
    return Number(row.position ?? 0)
  }

  /** Returns events after a position, and up to another, a page at a time. */
  async after(position: number, upTo = Number.MAX_SAFE_INTEGER): Promise<LiveEvent[]> {
    const rows: Row[] = await db
      .from('live_events')
      .where(this.column, '>', position)
      .where(this.column, '<=', upTo)
      .orderBy(this.column)
      .limit(PAGE_SIZE)
    return rows.map((row) => this.eventFrom(row))
  }

  /** Makes rows that were committed since the last call visible to `end` and `after`. */
  async admitCommitted(): Promise<void> {
    if (!this.isPostgres) return
    const unnumbered = await db.from('live_events').whereNull('position').select('id').first()
    if (unnumbered) await db.rawQuery(NUMBER_COMMITTED_ROWS)
  }

  /**
   * Returns the position from which a client must get events that received the event with this id
   * last: at most five minutes back.
   */
  async positionOf(uuid: string): Promise<number> {
    const [row] = await db
      .from('live_events')
      .where('uuid', uuid)
      .orWhere('created_at', '<', sqlTime(this.clock.now().minus(REPLAY)))
      .max(this.column, 'position')
    return Number(row.position ?? 0)
  }

  /** Counts the events of the last minute, without those that only had effects on streams. */
  async countLastMinute(topic: string): Promise<number> {
    const [row] = await db
      .from('live_events')
      .where('topic', topic)
      .whereNotNull('name')
      .where('created_at', '>', sqlTime(this.clock.now().minus({ minutes: 1 })))
      .count('* as total')
    return Number(row.total)
  }

  private get isPostgres(): boolean {
    return db.connection().dialect.name === 'postgres'
  }

  private get column(): 'id' | 'position' {
    return this.isPostgres ? 'position' : 'id'
  }

  private eventFrom(row: Row): LiveEvent {
    return {
      position: Number(row[this.column]),
      topic: row.topic,
      frame: row.name ? `id: ${row.uuid}\nevent: ${row.name}\ndata: ${row.data}\n\n` : undefined,
      channels: JSON.parse(row.channels),
      effects: JSON.parse(row.effects),
    }
  }
}
