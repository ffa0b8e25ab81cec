import { setTimeout as sleep } from 'node:timers/promises'
import { answerWithin } from '#app/platform/timeouts'
import type { RawConnections } from '#app/platform/sql/knex_internals'

/** Short, because the caller has already waited for the COMMIT. */
const TIMEOUT_IN_MS = 800
const PAUSE_IN_MS = 50

/** Begins a PostgreSQL transaction and reads its id in the same round trip. */
export const BEGIN_WITH_ID = 'BEGIN; select pg_current_xact_id()::text as id'

export function idOf(result: unknown): string | undefined {
  const { response } = result as { response?: { rows: { id: string }[] }[] }
  return response?.at(-1)?.rows[0].id
}

/**
 * Asks PostgreSQL, on a new connection, whether a transaction was committed whose COMMIT got no
 * response. Assumes that the server has the lost one's history: a standby that lacks the last
 * transactions may reuse the id.
 * @returns false if it was rolled back, or if PostgreSQL does not answer in time
 */
export async function wasCommitted(id: string, connections: RawConnections): Promise<boolean> {
  const timedOut = new AbortController()
  try {
    return await answerWithin(TIMEOUT_IN_MS, poll(id, connections, timedOut.signal))
  } catch {
    return false
  } finally {
    timedOut.abort()
  }
}

async function poll(id: string, connections: RawConnections, timedOut: AbortSignal) {
  while (!timedOut.aborted) {
    // the connection may be available again at the next attempt
    const status = await statusOf(id, connections).catch(() => undefined)
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
