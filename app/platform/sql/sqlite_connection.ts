import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { withSqliteCode } from '#app/platform/sql/sqlite_error'
import { toSqliteValue } from '#app/platform/sql/sqlite_value'

/**
 * Enough for the application's own queries; queries with lists of varying length would fill an
 * unlimited cache.
 */
const KEPT_STATEMENTS = 200

/**
 * Cacheable statements, which read or write rows. Others are rare, and some change what cached
 * statements return.
 */
const IS_KEPT = /^\s*(select|insert|update|delete|with)\b/i

interface Prepared {
  statement: StatementSync
  answersRows: boolean
}

export interface SqliteChanges {
  changes: number | bigint
  lastInsertRowid: number | bigint
}

/**
 * SQLite connection with cached prepared statements. Its errors have codes such as `SQLITE_FULL`.
 */
export default class SqliteConnection {
  private database: DatabaseSync
  private statements = new Map<string, Prepared>()

  /** @param lockTimeoutInMs how long statements wait for a lock, blocking the event loop */
  constructor(file: string, { lockTimeoutInMs = 0 }: { lockTimeoutInMs?: number } = {}) {
    this.database = coded(() => new DatabaseSync(file, { timeout: lockTimeoutInMs }))
  }

  get isTransaction(): boolean {
    return this.database.isTransaction
  }

  exec(sql: string): void {
    coded(() => this.database.exec(sql))
  }

  /**
   * Executes a statement.
   * @returns its rows, or the number of changes for statements without a result
   */
  run(sql: string, bindings: readonly unknown[] = []): Record<string, unknown>[] | SqliteChanges {
    const inputs = bindings.map(toSqliteValue)
    return coded(() => {
      const { statement, answersRows } = this.prepare(sql)
      if (!answersRows) return statement.run(...inputs)

      const rows = statement.all(...inputs) as unknown as unknown[][]
      const names = columnsOf(statement) // read for each run, since a migration may have changed the columns
      return rows.map((values) => toRow(names, values))
    })
  }

  /** Iterates over the rows of a query, each an array of values, with their column names. */
  iterate(sql: string): { names: string[]; rows: Iterable<unknown[]> } {
    const statement = coded(() => this.database.prepare(sql))
    statement.setReturnArrays(true)
    const names = columnsOf(statement)
    return { names, rows: statement.iterate() as unknown as Iterable<unknown[]> }
  }

  /** Prepares a query whose columns never change, for lookups in every request. */
  lookUp<Row>(sql: string): (bindings: readonly unknown[]) => Row | undefined {
    const statement = coded(() => this.database.prepare(sql))
    statement.setReturnArrays(true)
    const names = columnsOf(statement)
    return (bindings) => {
      const inputs = bindings.map(toSqliteValue)
      const values = coded(() => statement.get(...inputs)) as unknown[] | undefined
      return values && (toRow(names, values) as Row)
    }
  }

  /** Closes the connection; open transactions are rolled back. */
  close(): void {
    this.statements.clear()
    if (this.database.isOpen) this.database.close()
  }

  /**
   * Caches prepared statements, since preparing most queries takes several times as long as running
   * them.
   */
  private prepare(sql: string): Prepared {
    const kept = this.statements.get(sql)
    if (kept) return kept

    const statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    const prepared = { statement, answersRows: columnsOf(statement).length > 0 }
    if (IS_KEPT.test(sql)) {
      if (this.statements.size >= KEPT_STATEMENTS)
        this.statements.delete(this.statements.keys().next().value!)
      this.statements.set(sql, prepared)
    }
    return prepared
  }
}

function columnsOf(statement: StatementSync): string[] {
  return statement.columns().map(({ name }) => name)
}

function toRow(names: string[], values: unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let index = 0; index < names.length; index++) row[names[index]] = values[index]
  return row
}

function coded<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw withSqliteCode(error)
  }
}
