import TooBusy from '#app/identity/exceptions/too_busy'

/** Half of libuv's threads, so that the others can read and write files. */
const AT_ONCE = 2

/** Limits the wait to a few seconds, since a sign-in takes about a tenth of a second. */
const WAITING = 50

/**
 * Runs expensive work with limited concurrency, in order of arrival, and rejects work when its
 * queue is full.
 */
export default class HashingQueue {
  private running = 0
  private waiting: (() => void)[] = []

  constructor(private limits = { atOnce: AT_ONCE, waiting: WAITING }) {}

  /** @throws {TooBusy} if the queue is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.atOnce) await this.turn()
    else this.running++
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.limits.waiting) throw new TooBusy()
    return new Promise((resolve) => this.waiting.push(resolve))
  }
}
