import { setTimeout as sleep } from 'node:timers/promises'
import { isLocked } from '#app/platform/sql/sqlite_error'

const PAUSE_IN_MS = 5

/**
 * Waits for SQLite locks without blocking the event loop, unlike SQLite's own busy timeout. After a
 * lock has been held longer than the timeout, statements fail immediately until one of them gets
 * the lock, or until none has been tried for as long as the timeout.
 */
export default class LockWait {
  private lockedSince?: number
  private lastLockedAt = -Infinity

  constructor(private timeoutInMs: number) {}

  /**
   * @param onlyReads true for statements that need no write lock, whose success says nothing about
   * it
   * @throws the driver's error if the lock is not released in time, or for any other failure
   */
  async run<Result>(work: () => Result, onlyReads = false): Promise<Result> {
    for (;;) {
      try {
        const result = work()
        if (!onlyReads) this.lockedSince = undefined
        return result
      } catch (error) {
        if (!isLocked(error)) throw error
        if (this.heldFor() >= this.timeoutInMs) throw error
        await sleep(PAUSE_IN_MS * (0.5 + Math.random()))
      }
    }
  }

  /** Returns how long the lock that was just met has been held, as far as is known. */
  private heldFor(): number {
    const now = performance.now()
    if (now - this.lastLockedAt >= this.timeoutInMs) this.lockedSince = undefined
    this.lastLockedAt = now
    this.lockedSince ??= now
    return now - this.lockedSince
  }
}
