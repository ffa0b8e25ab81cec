import { setImmediate as nextTurn } from 'node:timers/promises'

const BEGUN_IN_A_TURN = 4

let begun = 0

/**
 * Limits how many callers start in one turn of the event loop. SQLite answers synchronously, so
 * without this limit hundreds of concurrent requests would run one after the other in a single
 * turn, which blocks other I/O.
 */
export async function fairTurn(): Promise<void> {
  while (begun >= BEGUN_IN_A_TURN) await nextTurn()
  if (begun === 0) setImmediate(() => (begun = 0))
  begun++
}
