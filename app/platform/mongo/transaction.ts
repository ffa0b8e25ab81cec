import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientSession, type Connection, mongo } from 'mongoose'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'

/** MongoDB refuses the second of two transactions that write to the same document: it has to begin anew. */
const CONFLICT_LABEL = 'TransientTransactionError'

/** How long a transaction that loses to others begins anew, and the longest pause before it does. */
const GIVES_UP_AFTER_IN_MS = 10_000
const LONGEST_PAUSE_IN_MS = 50

/**
 * Runs `work` in a transaction. After a conflict with another one it runs again, so it does nothing but what it does with
 * the session: each of its commands carries it.
 *
 * The driver's own `withTransaction` would go on for two minutes while the server is unavailable.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>
): Promise<T> {
  const session = connection.getClient().startSession() // Mongoose's own waits ten seconds for a connection
  const deadline = performance.now() + GIVES_UP_AFTER_IN_MS
  try {
    for (;;) {
      try {
        return await attempt(session, work)
      } catch (error) {
        if (!isConflict(error) || performance.now() > deadline) throw error
        await sleep(Math.random() * LONGEST_PAUSE_IN_MS)
      }
    }
  } finally {
    session.endSession().catch(() => {}) // the server ends sessions that nobody uses
  }
}

async function attempt<T>(
  session: ClientSession,
  work: (session: ClientSession) => Promise<T>
): Promise<T> {
  session.startTransaction()
  try {
    const result = await work(session)
    await session.commitTransaction()
    return result
  } catch (error) {
    if (session.inTransaction() && !isServiceUnavailable(error)) await session.abortTransaction()
    throw error
  }
}

/** Whether a transaction may have been committed although it failed: nobody answered. */
export function isOutcomeUnknown(error: unknown): boolean {
  return hasLabel(error, 'UnknownTransactionCommitResult')
}

function isConflict(error: unknown): boolean {
  return !isServiceUnavailable(error) && hasLabel(error, CONFLICT_LABEL)
}

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel(label)
}
