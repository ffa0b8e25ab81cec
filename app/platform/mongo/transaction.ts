import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientSession, type Connection, mongo } from 'mongoose'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'

/**
 * Write conflict: MongoDB aborts the second of two transactions that write to the same document,
 * which must be retried.
 */
const CONFLICT_LABEL = 'TransientTransactionError'

/** Time limit for retries after write conflicts, and the longest delay between attempts. */
const GIVES_UP_AFTER_IN_MS = 10_000
const LONGEST_PAUSE_IN_MS = 50

/** Thrown when write conflicts don't end. Its name makes the error handler treat it as an unavailable database. */
class EndlessConflict extends Error {
  override name = 'TimeoutError'

  constructor(options: ErrorOptions) {
    super('Writes to the same document conflicted for too long.', options)
  }
}

/**
 * Runs `work` in a transaction. It is retried after a write conflict, so it must have no effects
 * other than commands that pass the session.
 *
 * The driver's own `withTransaction` would retry for two minutes while the server is unavailable.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
  givesUpAfterInMs = GIVES_UP_AFTER_IN_MS
): Promise<T> {
  const session = connection.getClient().startSession() // Mongoose's own method waits ten seconds for a connection
  const deadline = performance.now() + givesUpAfterInMs
  try {
    for (;;) {
      try {
        return await attempt(session, work)
      } catch (error) {
        if (!isConflict(error)) throw error
        if (performance.now() > deadline) throw new EndlessConflict({ cause: error })
        await sleep(Math.random() * LONGEST_PAUSE_IN_MS)
      }
    }
  } finally {
    session.endSession().catch(() => {}) // the server ends idle sessions
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

/** Returns whether a failed transaction may have been committed, because the response was lost. */
export function isOutcomeUnknown(error: unknown): boolean {
  return hasLabel(error, 'UnknownTransactionCommitResult')
}

function isConflict(error: unknown): boolean {
  return !isServiceUnavailable(error) && hasLabel(error, CONFLICT_LABEL)
}

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel(label)
}
