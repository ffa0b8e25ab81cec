/** What is used here of better-sqlite3's connections. */
export interface SqliteConnection {
  pragma(statement: string): unknown
  prepare(sql: string): unknown
}

/** Enough for the application's own queries; lists of changing length make new ones for ever. */
const KEPT_STATEMENTS = 200

/** Statements that read and write rows; the others are rare, and some of them change what they mean. */
const IS_KEPT = /^\s*(select|insert|update|delete|with)\b/i

/** Sets up a connection to the embedded database: durable, patient with other writers, and quick to ask again. */
export function prepareConnection(connection: SqliteConnection): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('busy_timeout = 10000')
  connection.pragma('foreign_keys = ON')
  keepStatements(connection)
  beginImmediately(connection)
}

/** Knex prepares each query anew, which takes several times as long as most of them run: prepared ones are kept. */
function keepStatements(connection: SqliteConnection): void {
  const prepare = connection.prepare.bind(connection)
  const statements = new Map<string, unknown>()
  connection.prepare = (sql) => {
    const kept = statements.get(sql)
    if (kept) return kept

    const statement = prepare(sql)
    if (IS_KEPT.test(sql)) {
      if (statements.size >= KEPT_STATEMENTS) statements.delete(statements.keys().next().value!)
      statements.set(sql, statement)
    }
    return statement
  }
}

/**
 * Transactions take the write lock when they begin: one that reads first and writes later would fail at once
 * (SQLITE_BUSY_SNAPSHOT) when another process has written in between, whatever the time-out.
 */
function beginImmediately(connection: SqliteConnection): void {
  const prepare = connection.prepare.bind(connection)
  connection.prepare = (sql) => prepare(sql === 'BEGIN;' ? 'BEGIN IMMEDIATE;' : sql)
}
