import TooBusy from '#app/identity/exceptions/too_busy'

/** Half of libuv's threads: the others stay free for reading and writing files. */
const AT_ONCE = 2

/** A sign-in takes about a tenth of a second, so whoever waits longest waits a few seconds. */
const WAITING = 50

/** Runs costly work a few at a time, in the order of arrival, and refuses more than a short line of it. */
export default class HashingQueue {
  private running = 0
  private waiting: (() => void)[] = []

  constructor(private limits = { atOnce: AT_ONCE, waiting: WAITING }) {}

  /** @throws {TooBusy} when the line is full */
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
