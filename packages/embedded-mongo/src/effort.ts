import { MongoError } from './errors.ts'

/** CPU time limit for one document on the thread that serves all connections. */
const LIMIT_MS = 25

/** Steps between two looks at the clock, about a tenth of a millisecond of work. */
const STEPS_BETWEEN_LOOKS = 2048

/** More steps than this at once are refused up front: they would exceed the limit. */
const MAX_STEPS_AT_ONCE = 1_500_000

let limited = false
let steps = 0
let startedAt: number | undefined

/** Enables the limit for this thread. Code that uses the engine without a server is not limited. */
export function limitEffort(): void {
  limited = true
}

/**
 * Counts work done on one document and aborts it at the limit. Operations yield between documents;
 * this stops excessive work within one, such as nested loops in an expression. All code that
 * iterates over many values must call it.
 *
 * @throws {MongoError} 50 MaxTimeMSExpired
 */
export function spend(count = 1): void {
  steps += count
  if (steps < STEPS_BETWEEN_LOOKS) return
  steps = 0
  if (!limited) return
  const now = threadTime()
  if (startedAt === undefined) {
    startedAt = now
    setImmediate(resetEffort) // the count restarts with the next turn of the event loop
  }
  if (now - startedAt <= LIMIT_MS && count <= MAX_STEPS_AT_ONCE) return
  startedAt = undefined
  throw new MongoError(
    50,
    `operation exceeded time limit: one document used more than ${LIMIT_MS} ms of CPU time`
  )
}

/** Restarts the count after yielding to the event loop. */
export function resetEffort(): void {
  steps = 0
  startedAt = undefined
}

/** Returns this thread's CPU time in milliseconds. Wall time would make operations fail on a busy machine. */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
