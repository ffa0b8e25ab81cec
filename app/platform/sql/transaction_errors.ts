import pg from 'pg'
import CommitFailed from '#app/platform/sql/commit_failed'
import { BEGIN_WITH_ID, idOf, wasCommitted } from '#app/platform/sql/commit_outcome'
import {
  Transaction,
  type KnexTransaction,
  type PooledConnection,
} from '#app/platform/sql/knex_internals'

/** Ids of the transactions that are open on PostgreSQL. */
const ids = new WeakMap<KnexTransaction, string | undefined>()

const COMMIT = 1
const ROLLBACK = 2

/**
 * SQLSTATEs with which PostgreSQL ends a connection. The outcome of a pending COMMIT is then
 * unknown.
 */
const CONNECTION_ENDED = /^(08|57P)/

/**
 * Makes a transaction fail if its BEGIN, COMMIT or savepoint fails. Knex swallows these errors and
 * Lucid does not check for them, so changes that were never stored would be reported as successful.
 * All of Lucid uses this method of Knex: `db.transaction`, models that save several rows,
 * migrations and test utilities. `after('commit')` hooks run only after the database has confirmed
 * the commit; those of a nested transaction run at its RELEASE, although the outer one can still
 * fail, so that the application's own code may not nest transactions (see eslint.config.js).
 */
export function reportFailedTransactions(): void {
  Transaction.prototype.query = runTransactionStatement
}

/**
 * Replaces Knex's method of the same name; `status` is the statement's effect on the transaction.
 */
async function runTransactionStatement(
  this: KnexTransaction,
  connection: PooledConnection,
  sql: string,
  status?: 1 | 2,
  value?: unknown
): Promise<unknown> {
  const wasCompleted = this._completed
  const isBegin = sql === 'BEGIN;' && this.client.driverName === 'pg'
  const answer = this.trxClient.query(connection, isBegin ? BEGIN_WITH_ID : sql) as Promise<unknown>
  if (status) this._completed = true

  let result: unknown
  try {
    result = await answer
    if (isBegin) ids.set(this, idOf(result))
    if (sql === 'COMMIT;') refuseRollback(result)
  } catch (error) {
    this._completed = true
    if (!wasCompleted) abandon(connection, error)
    // The caller gets the error that caused the rollback; the connection is discarded together with
    // its transaction.
    if (status === ROLLBACK) return void this._rejecter(value ?? error)

    const isUnknown = sql === 'COMMIT;' && !wasCompleted && !isRefusal(error)
    const id = ids.get(this)
    if (!isUnknown || !id || !(await wasCommitted(id, this.client))) {
      const failure = isUnknown ? new CommitFailed(error) : error
      this._rejecter(failure)
      throw failure
    }
  }

  if (status === COMMIT) this._resolver(value)
  if (status === ROLLBACK) {
    if (value === undefined && this.doNotRejectOnRollback) this._resolver(undefined)
    else this._rejecter(value ?? new Error('The transaction was rolled back'))
  }
  return result
}

/**
 * PostgreSQL answers COMMIT with ROLLBACK if an earlier statement failed and its error was
 * swallowed.
 */
function refuseRollback(result: unknown) {
  const { command } = (result as { response?: { command?: string } }).response ?? {}
  if (command === 'ROLLBACK')
    throw new TransactionAborted('A statement of this transaction failed, so it was rolled back')
}

class TransactionAborted extends Error {}

/** Returns whether the database itself reported that it did not commit. */
function isRefusal(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  if (error instanceof pg.DatabaseError) return !CONNECTION_ENDED.test(code)
  return error instanceof TransactionAborted || code.startsWith('SQLITE_CONSTRAINT')
}

/**
 * Rolls back the open transaction. If that can't be confirmed the connection is replaced, so that
 * no other caller inherits the transaction.
 */
function abandon(connection: PooledConnection, error: unknown) {
  try {
    if (connection.isTransaction) connection.exec?.('ROLLBACK')
  } catch {
    // The transaction is still open; closing the connection rolls it back.
  }
  if (connection.isTransaction !== false) connection.__knex__disposed ??= error
}
