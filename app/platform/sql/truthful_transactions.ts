import pg from 'pg'
import CommitFailed from '#app/platform/sql/commit_failed'
import { BEGIN_WITH_ID, idOf, wasCommitted } from '#app/platform/sql/commit_outcome'
import {
  Transaction,
  type KnexTransaction,
  type PooledConnection,
} from '#app/platform/sql/knex_internals'

/** Of the transactions that are open on PostgreSQL. */
const ids = new WeakMap<KnexTransaction, string | undefined>()

const COMMIT = 1
const ROLLBACK = 2

/** PostgreSQL ended the connection itself; what became of a COMMIT that it was working on is not said. */
const CONNECTION_ENDED = /^(08|57P)/

/**
 * Makes every transaction fail when its BEGIN, COMMIT or savepoint does. Knex swallows these errors and Lucid waits
 * for nothing else, so a change that was never stored would be reported as a success. All of Lucid goes through this
 * method of Knex: `db.transaction`, models that save several rows, migrations and test helpers. `after('commit')`
 * hooks run only after a commit that the database has confirmed.
 */
export function reportFailedTransactions(): void {
  Transaction.prototype.query = runTransactionStatement
}

/** Replaces Knex's method of the same name; `status` says what the statement does to the transaction. */
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
    // The caller learns of the error that made it roll back; the connection, and the transaction with it, is given up.
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

/** PostgreSQL answers COMMIT with ROLLBACK when a statement failed before, whose error nobody passed on. */
function refuseRollback(result: unknown) {
  const { command } = (result as { response?: { command?: string } }).response ?? {}
  if (command === 'ROLLBACK')
    throw new TransactionAborted('A statement of this transaction failed, so it was rolled back')
}

class TransactionAborted extends Error {}

/** Whether the database itself answered that it did not commit. */
function isRefusal(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  if (error instanceof pg.DatabaseError) return !CONNECTION_ENDED.test(code)
  return error instanceof TransactionAborted || code.startsWith('SQLITE_CONSTRAINT')
}

/** Ends what the connection has open. One that cannot confirm that is replaced, so that nobody inherits its transaction. */
function abandon(connection: PooledConnection, error: unknown) {
  try {
    if (connection.isTransaction) connection.exec?.('ROLLBACK')
  } catch {
    // It is still inside the transaction: closing it will roll back.
  }
  if (connection.isTransaction !== false) connection.__knex__disposed ??= error
}
