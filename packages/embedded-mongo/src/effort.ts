import { MongoError } from './errors.ts'

/** What one document may take of the thread that serves all connections, in its own processor time. */
const LIMIT_MS = 25

/** The clock is asked about as often as this many steps are worth a tenth of a millisecond. */
const STEPS_BETWEEN_LOOKS = 2048

/** More steps than this at once are not even begun: they would take longer than the limit. */
const MAX_STEPS_AT_ONCE = 1_500_000

let limited = false
let steps = 0
let startedAt: number | undefined

/** From now on this thread serves others too; what works on values by itself alone may take as long as it likes. */
export function limitEffort(): void {
  limited = true
}

/**
 * Long work gives way between two documents; this ends work that is endless within one, such as loops of
 * loops in an expression. Whatever goes through many values says so here.
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
    setImmediate(rested) // the next turn of the event loop is for others
  }
  if (now - startedAt <= LIMIT_MS && count <= MAX_STEPS_AT_ONCE) return
  startedAt = undefined
  throw new MongoError(
    50,
    `operation exceeded time limit: one document took more than ${LIMIT_MS} ms of the server's time`
  )
}

/** Others have had their turn: what follows is counted anew. */
export function rested(): void {
  steps = 0
  startedAt = undefined
}

/** Milliseconds that this thread has worked: a busy machine must not make an operation fail. */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
