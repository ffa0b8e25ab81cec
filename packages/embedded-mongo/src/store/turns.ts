/**
 * A FIFO queue for this process's transactions that need the write lock. SQLite has no queue, and
 * many transactions polling for the lock would starve each other.
 */
export class Turns {
  private taken = false
  private readonly waiting: (() => void)[] = []

  /** Resolves with true when it is the caller's turn, or with false after the timeout. */
  take(timeout: number): Promise<boolean> {
    if (!this.taken) {
      this.taken = true
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const turn = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1)
        resolve(false)
      }, timeout)
      this.waiting.push(turn)
    })
  }

  pass(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.taken = false
  }
}
