import { rested } from './effort.ts'
import { MongoError } from './errors.ts'
import { checkMemory } from './memory.ts'

/** How long an operation may work before others get their turn. */
const SLICE_MS = 8

/** An operation that has given way as often may be what fills the memory: from then on it looks. */
const SHORT_TURNS = 2

/**
 * An operation's share of the one thread that serves all connections: long work asks `isDue()` every
 * few documents and gives way. It also ends the operation when its time is over.
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
   * Lets others run.
   *
   * @throws {MongoError} 50 MaxTimeMSExpired, 292 where too much memory is in use
   */
  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    rested()
    if (performance.now() >= this.deadline)
      throw new MongoError(50, 'operation exceeded time limit')
    if (++this.turns > SHORT_TURNS) checkMemory()
    this.sliceEnd = performance.now() + SLICE_MS
  }
}

/** Work that stops after every few steps, and answers what it comes to. */
export type Steps<T = void> = Generator<unknown, T>

/** Takes the steps one after the other, giving way to others in between; those that never stop at once. */
export function inTurns<T>(steps: Steps<T>, pause: Pause): T | Promise<T> {
  const { done, value } = steps.next()
  return done ? value : theRest(steps, pause)
}

async function theRest<T>(steps: Steps<T>, pause: Pause): Promise<T> {
  for (;;) {
    if (pause.isDue()) await pause.take()
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Takes all steps in one go, where nobody waits. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
