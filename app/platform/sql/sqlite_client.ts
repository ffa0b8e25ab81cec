import LockWait from '#app/platform/sql/lock_wait'
import SqliteConnection, { type SqliteChanges } from '#app/platform/sql/sqlite_connection'
import { SqliteDialect } from '#app/platform/sql/knex_internals'

/** Statements that need no write lock, whose success says nothing about it. */
const ONLY_READS = /^\s*(select|pragma|explain)\b/i

/** Query object that Knex passes to a driver, which adds the response to it. */
export interface DialectQuery {
  sql: string
  bindings?: readonly unknown[]
  response?: unknown
  context?: { lastID: number | bigint; changes: number | bigint }
}

/** Pool connection that waits for locks of other processes. */
class PooledSqlite extends SqliteConnection {
  readonly lockWait: LockWait

  constructor(file: string, lockTimeoutInMs: number) {
    super(file)
    this.lockWait = new LockWait(lockTimeoutInMs)
  }
}

/**
 * Makes Knex's SQLite dialect use Node's own binding, see docs/adr/0012. Lucid calls this dialect
 * `better-sqlite3`; the package of that name is not installed.
 */
export function useNodeSqlite({ lockTimeoutInMs }: { lockTimeoutInMs: number }): void {
  Object.assign(SqliteDialect.prototype, {
    _driver: () => SqliteConnection,

    async acquireRawConnection(this: { connectionSettings: { filename: string } }) {
      const connection = new PooledSqlite(this.connectionSettings.filename, lockTimeoutInMs)
      await connection.lockWait.run(() => setUp(connection))
      return connection
    },

    async _query(
      this: { transacting?: boolean },
      connection: PooledSqlite,
      query: DialectQuery
    ): Promise<DialectQuery> {
      const answer = await run(connection, query, Boolean(this.transacting))
      if (Array.isArray(answer)) query.response = answer
      else {
        query.response = answer
        query.context = { lastID: answer.lastInsertRowid, changes: answer.changes }
      }
      return query
    },
  })
}

/** Flushes every change to disk before it is confirmed. */
function setUp(connection: SqliteConnection): void {
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
}

/** `asTransaction` is true if Knex assumes that a transaction is open on this connection. */
async function run(
  connection: PooledSqlite,
  { sql, bindings }: DialectQuery,
  asTransaction: boolean
): Promise<Record<string, unknown>[] | SqliteChanges> {
  // A deferred transaction that reads first and writes later fails at once if another process has
  // written in between.
  if (sql === 'BEGIN;') return connection.lockWait.run(() => connection.run('BEGIN IMMEDIATE'))

  // SQLite may roll back on its own when the disk is full; later statements would then be stored
  // outside the transaction.
  if (asTransaction && !connection.isTransaction) throw new RolledBackBySqlite()
  return connection.lockWait.run(() => connection.run(sql, bindings), ONLY_READS.test(sql))
}

class RolledBackBySqlite extends Error {
  code = 'SQLITE_ABORT'

  constructor() {
    super('SQLite has rolled this transaction back')
  }
}
