import { setTimeout as sleep } from 'node:timers/promises'
import { answerWithin } from '#app/platform/timeouts'
import type { RawConnections } from '#app/platform/sql/knex_internals'

/** Whoever made the change has already waited for its COMMIT. */
const TIMEOUT_IN_MS = 800
const PAUSE_IN_MS = 50

/** Begins a transaction of PostgreSQL and learns its id in the same round trip. */
export const BEGIN_WITH_ID = 'BEGIN; select pg_current_xact_id()::text as id'

export function idOf(begun: unknown): string | undefined {
  const { response } = begun as { response?: { rows: { id: string }[] }[] }
  return response?.at(-1)?.rows[0].id
}

/**
 * Asks PostgreSQL, on a new connection, what became of a transaction whose COMMIT got no answer.
 * @returns false where it was rolled back, or where PostgreSQL does not say so soon
 */
export async function wasCommitted(id: string, connections: RawConnections): Promise<boolean> {
  const givenUp = new AbortController()
  try {
    return await answerWithin(TIMEOUT_IN_MS, ask(id, connections, givenUp.signal))
  } catch {
    return false
  } finally {
    givenUp.abort()
  }
}

async function ask(id: string, connections: RawConnections, givenUp: AbortSignal) {
  while (!givenUp.aborted) {
    const status = await statusOf(id, connections).catch(() => undefined) // it may be back for the next try
    if (status === 'committed') return true
    if (status === 'aborted') return false
    await sleep(PAUSE_IN_MS)
  }
  return false
}

async function statusOf(id: string, connections: RawConnections): Promise<string | undefined> {
  const connection = await connections.acquireRawConnection()
  try {
    const { rows } = await connection.query('select pg_xact_status($1::xid8) as status', [id])
    return rows[0].status
  } finally {
    void connections.destroyRawConnection(connection).catch(() => {})
  }
}
