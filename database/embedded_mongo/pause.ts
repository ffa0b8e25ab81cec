import { getHeapStatistics } from 'node:v8'
import { rested } from './effort.ts'
import { MongoError } from './errors.ts'

/** How long an operation may work before others get their turn. */
const SLICE_MS = 8

/** An operation that has given way as often looks how much memory there is, and looks again after as many. */
const TURNS_BETWEEN_LOOKS = 16

/** What long operations may fill, that of all others included: collecting more garbage makes everyone wait. */
const MAX_MEMORY = Math.min(2 ** 30, getHeapStatistics().heap_size_limit * 0.6)

/**
 * An operation's share of the one thread that serves all connections: long work asks `isDue()` every
 * few documents and gives way. It also ends the operation when its time is over.
 */
export class Pause {
  private readonly deadline: number
  private readonly isKilled: () => boolean
  private sliceEnd = performance.now() + SLICE_MS
  private turns = 0

  constructor(deadline = Number.POSITIVE_INFINITY, isKilled: () => boolean = () => false) {
    this.deadline = deadline
    this.isKilled = isKilled
  }

  isDue(): boolean {
    return performance.now() >= this.sliceEnd
  }

  /**
   * Lets others run.
   *
   * @throws {MongoError} 50 MaxTimeMSExpired, 11601 Interrupted, 292 where too much memory is in use
   */
  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    rested()
    this.check()
    if (++this.turns % TURNS_BETWEEN_LOOKS === 0) checkMemory()
    this.sliceEnd = performance.now() + SLICE_MS
  }

  check(): void {
    if (performance.now() >= this.deadline) {
      throw new MongoError(50, 'operation exceeded time limit')
    }
    if (this.isKilled()) throw new MongoError(11601, 'operation was interrupted')
  }
}

/** What a client asks for must not end the server by filling its memory. */
function checkMemory(): void {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics()
  if (used + external < MAX_MEMORY) return
  throw new MongoError(
    292,
    'operation exceeded the memory limit: this server keeps what it sorts, groups or joins in memory'
  )
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
