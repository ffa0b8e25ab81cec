import TooBusy from '#app/identity/exceptions/too_busy'

/** Half of libuv's threads, so that the others can read and write files. */
const AT_ONCE = 2

const MAX_WAIT_IN_MS = 3_000

/** Assumed duration of a hash before one has been measured. */
const USUAL_DURATION_IN_MS = 100

/** Share of the latest hash in the mean duration. */
const WEIGHT = 0.2

interface Waiting {
  since: number
  start(): void
  refuse(error: TooBusy): void
}

/**
 * Runs expensive work with limited concurrency, in order of arrival, and rejects work that would
 * wait too long: at once if the duration of recent work says so, or when its turn comes too late
 * because work has become slower in the meantime.
 */
export default class HashingQueue {
  private running = 0
  private waiting: Waiting[] = []
  private meanInMs = USUAL_DURATION_IN_MS

  constructor(
    private limits = { atOnce: AT_ONCE, maxWaitInMs: MAX_WAIT_IN_MS },
    private now = () => performance.now()
  ) {}

  /** @throws {TooBusy} if the work would wait too long, or has */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.atOnce) await this.turn()
    else this.running++
    const began = this.now()
    try {
      return await work()
    } finally {
      this.meanInMs += WEIGHT * (this.now() - began - this.meanInMs)
      this.startNext()
    }
  }

  private turn(): Promise<void> {
    const expectedInMs = ((this.waiting.length + 1) * this.meanInMs) / this.limits.atOnce
    if (expectedInMs > this.limits.maxWaitInMs) throw new TooBusy()
    return new Promise((start, refuse) => {
      this.waiting.push({ since: this.now(), start, refuse })
    })
  }

  private startNext(): void {
    const earliest = this.now() - this.limits.maxWaitInMs
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      if (next.since >= earliest) return next.start()
      next.refuse(new TooBusy())
    }
    this.running--
  }
}
