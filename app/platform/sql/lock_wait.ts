import { setTimeout as sleep } from 'node:timers/promises'
import { isLocked } from '#app/platform/sql/sqlite_error'

const PAUSE_IN_MS = 5

/**
 * Waits for SQLite's locks without holding up the event loop: SQLite's own busy timeout would block it. Once a lock has
 * been held for longer than the timeout, statements are tried only once, until one of them gets it again.
 */
export default class LockWait {
  private lockedSince?: number

  constructor(private timeoutInMs: number) {}

  /**
   * @param onlyReads that it succeeds says nothing about the lock that writers need
   * @throws the driver's error when the lock is not free in time, or when something else is wrong
   */
  async run<Result>(work: () => Result, onlyReads = false): Promise<Result> {
    for (;;) {
      try {
        const result = work()
        if (!onlyReads) this.lockedSince = undefined
        return result
      } catch (error) {
        if (!isLocked(error)) throw error
        this.lockedSince ??= performance.now()
        if (performance.now() - this.lockedSince >= this.timeoutInMs) throw error
        await sleep(PAUSE_IN_MS * (0.5 + Math.random()))
      }
    }
  }
}
