import { setImmediate as nextTurn } from 'node:timers/promises'

const BEGUN_IN_A_TURN = 4

let begun = 0

/**
 * Waits until no more than a few callers have begun in this turn of the event loop. SQLite answers without leaving the
 * turn, so that hundreds of requests at once would run to their end one after the other, and no file would be read
 * meanwhile.
 */
export async function fairTurn(): Promise<void> {
  while (begun >= BEGUN_IN_A_TURN) await nextTurn()
  if (begun === 0) setImmediate(() => (begun = 0))
  begun++
}
