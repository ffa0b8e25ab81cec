import { resetEffort } from './effort.ts'
import { MongoError } from './errors.ts'
import { checkMemory } from './memory.ts'

/** Maximum time that an operation runs before it yields to the event loop. */
const SLICE_MS = 8

/** Number of pauses after which an operation starts to check memory use. */
const SHORT_TURNS = 2

/**
 * Schedules a long operation on the single thread that serves all connections: the operation checks
 * `isDue()` every few documents and yields. It is also aborted here when its deadline passes.
 */
export class Pause {
  private readonly deadline: number
  private sliceEnd = performance.now() + SLICE_MS
  private turns = 0

  constructor(deadline = Number.POSITIVE_INFINITY) {
    this.deadline = deadline
  }

  isDue(): boolean {
    return performance.now() >= this.sliceEnd
  }

  /**
   * Yields to the event loop.
   *
   * @throws {MongoError} 50 MaxTimeMSExpired, 292 if too much memory is in use
   */
  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    resetEffort()
    if (performance.now() >= this.deadline)
      throw new MongoError(50, 'operation exceeded time limit')
    if (++this.turns > SHORT_TURNS) checkMemory()
    this.sliceEnd = performance.now() + SLICE_MS
  }
}

/** Work that yields after every few steps and returns its result. */
export type Steps<T = void> = Generator<unknown, T>

/** Runs steps to the end, yielding to the event loop in between. Work that never yields completes synchronously. */
export function runInTurns<T>(steps: Steps<T>, pause: Pause): T | Promise<T> {
  const { done, value } = steps.next()
  return done ? value : finishSteps(steps, pause)
}

async function finishSteps<T>(steps: Steps<T>, pause: Pause): Promise<T> {
  for (;;) {
    if (pause.isDue()) await pause.take()
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Runs all steps synchronously. */
export function runSync<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
