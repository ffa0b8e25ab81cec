import { rested } from './effort.ts'
import { MongoError } from './errors.ts'

/** How long an operation may work before others get their turn. */
const SLICE_MS = 8

/**
 * An operation's share of the one thread that serves all connections: long work asks `isDue()` every
 * few documents and gives way. It also ends the operation when its time is over.
 */
export class Pause {
  private readonly deadline: number
  private readonly isKilled: () => boolean
  private sliceEnd = performance.now() + SLICE_MS

  constructor(deadline = Number.POSITIVE_INFINITY, isKilled: () => boolean = () => false) {
    this.deadline = deadline
    this.isKilled = isKilled
  }

  isDue(): boolean {
    return performance.now() >= this.sliceEnd
  }

  /** Lets others run. @throws {MongoError} 50 MaxTimeMSExpired, 11601 Interrupted */
  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    rested()
    this.check()
    this.sliceEnd = performance.now() + SLICE_MS
  }

  check(): void {
    if (performance.now() >= this.deadline) {
      throw new MongoError(50, 'operation exceeded time limit')
    }
    if (this.isKilled()) throw new MongoError(11601, 'operation was interrupted')
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
