import { setImmediate as nextTurn } from 'node:timers/promises'

const STARTS_PER_TURN = 4

let started = 0

/**
 * Limits how many callers start in one turn of the event loop. SQLite answers synchronously, so
 * without this limit hundreds of concurrent requests would run one after the other in a single
 * turn, which blocks other I/O.
 */
export async function fairTurn(): Promise<void> {
  while (started >= STARTS_PER_TURN) await nextTurn()
  if (started === 0) setImmediate(() => (started = 0))
  started++
}
