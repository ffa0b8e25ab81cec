import type { SQLInputValue } from 'node:sqlite'
import LockWait from '#app/platform/sql/lock_wait'
import SqliteConnection, { type SqliteChanges } from '#app/platform/sql/sqlite_connection'
import { SqliteDialect } from '#app/platform/sql/knex_internals'

/** Statements that need no lock to write, whose success says nothing about it. */
const ONLY_READS = /^\s*(select|pragma|explain)\b/i

/** A query as Knex hands it to a driver, and takes it back with the answer. */
export interface DialectQuery {
  sql: string
  bindings?: readonly unknown[]
  response?: unknown
  context?: { lastID: number | bigint; changes: number | bigint }
}

/** A connection of the pool, which waits for other processes' locks. */
class PooledSqlite extends SqliteConnection {
  readonly lockWait: LockWait

  constructor(file: string, lockTimeoutInMs: number) {
    super(file)
    this.lockWait = new LockWait(lockTimeoutInMs)
  }
}

/**
 * Lets Knex' dialect for SQLite use Node's own binding, see docs/adr/0012. The dialect is the one that Lucid calls
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

/** Every change is on the disk before it is confirmed. */
function setUp(connection: SqliteConnection): void {
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
}

/** `asTransaction` says that Knex believes to be inside a transaction on this connection. */
async function run(
  connection: PooledSqlite,
  { sql, bindings }: DialectQuery,
  asTransaction: boolean
): Promise<Record<string, unknown>[] | SqliteChanges> {
  // A transaction that reads first and writes later would fail at once when another process has written in between.
  if (sql === 'BEGIN;') return connection.lockWait.run(() => connection.run('BEGIN IMMEDIATE'))

  // On a full disk SQLite may roll back by itself; what follows would be stored although the transaction is lost.
  if (asTransaction && !connection.isTransaction) throw new RolledBackBySqlite()
  const values = bindings?.map(toSql)
  return connection.lockWait.run(() => connection.run(sql, values), ONLY_READS.test(sql))
}

/** The types that SQLite knows; a time is stored as milliseconds. */
function toSql(binding: unknown): SQLInputValue {
  if (binding instanceof Date) return binding.valueOf()
  if (typeof binding === 'boolean') return Number(binding)
  return (binding ?? null) as SQLInputValue // Knex leaves out members that other rows of an insert have
}

class RolledBackBySqlite extends Error {
  code = 'SQLITE_ABORT'

  constructor() {
    super('SQLite has rolled this transaction back')
  }
}
