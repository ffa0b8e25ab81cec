import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import type Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import Member from '#app/members/models/member'

/** Requests after which the batch is written. */
const BATCH = 11

/** Longest time that a batch waits. */
const WAIT_IN_MS = 5 * 60 * 1000

/** Records when members were last active, in batches. Shared by the whole process. */
export default class Activity {
  private latest = new Map<number, DateTime>()
  private pings = 0
  private timer?: NodeJS.Timeout
  private writing = Promise.resolve()
  /** Requests that come meanwhile join one batch, so that many of them take few transactions. */
  private isWriting = false
  /** Seconds that the last batch has written: a busy member needs no other write in the same one. */
  private written = new Map<number, number>()

  constructor(
    private clock: Clock,
    private logger: Logger
  ) {}

  /** Counts a request. Never fails or waits. */
  ping(memberId: number): void {
    this.latest.set(memberId, this.clock.now())
    if (++this.pings >= BATCH && !this.isWriting) void this.flush()
    else this.timer ??= setTimeout(() => void this.flush(), WAIT_IN_MS).unref()
  }

  /** Writes what has not been written yet. A batch that fails is kept for the next one. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const batch = this.latest
    this.latest = new Map()
    this.pings = 0
    this.isWriting = true
    return (this.writing = this.writing.then(() => this.write(batch)).then(() => this.goOn()))
  }

  private goOn() {
    this.isWriting = false
    if (this.pings >= BATCH) void this.flush()
  }

  private async write(batch: Map<number, DateTime>): Promise<void> {
    for (const [id, time] of batch) if (this.written.get(id) === secondOf(time)) batch.delete(id)
    if (batch.size === 0) return
    try {
      await db.transaction(async (client) => {
        // in the same order in every process, so that transactions never wait for one another
        for (const [id, time] of [...batch].sort(([one], [other]) => one - other)) {
          const at = sqlTime(time)
          const member = Member.query({ client }).where('id', id).where('lastActiveAt', '<', at)
          await member.update({ lastActiveAt: at })
        }
      })
      this.written = new Map([...batch].map(([id, time]) => [id, secondOf(time)]))
    } catch (error) {
      this.logger.warn({ err: error }, 'activity of members could not be recorded')
      this.keep(batch)
    }
  }

  private keep(batch: Map<number, DateTime>) {
    for (const [id, time] of batch) this.latest.set(id, this.latest.get(id) ?? time)
    this.timer ??= setTimeout(() => void this.flush(), WAIT_IN_MS).unref()
  }
}

function secondOf(time: DateTime): number {
  return Math.floor(time.toSeconds())
}
