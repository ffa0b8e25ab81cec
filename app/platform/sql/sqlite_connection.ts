import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { withSqliteCode } from '#app/platform/sql/sqlite_error'

/** Enough for the application's own queries; lists of changing length would add new ones forever. */
const KEPT_STATEMENTS = 200

/** Statements that read and write rows; the others are rare, and some of them change what they mean. */
const IS_KEPT = /^\s*(select|insert|update|delete|with)\b/i

interface Prepared {
  statement: StatementSync
  answersRows: boolean
}

export interface SqliteChanges {
  changes: number | bigint
  lastInsertRowid: number | bigint
}

/** One connection to an SQLite file, with prepared statements, whose errors have codes such as `SQLITE_FULL`. */
export default class SqliteConnection {
  private database: DatabaseSync
  private statements = new Map<string, Prepared>()

  /** @param lockTimeoutInMs how long statements wait for a lock, holding up the event loop meanwhile */
  constructor(file: string, { lockTimeoutInMs = 0 }: { lockTimeoutInMs?: number } = {}) {
    this.database = coded(() => new DatabaseSync(file, { timeout: lockTimeoutInMs }))
  }

  get isTransaction(): boolean {
    return this.database.isTransaction
  }

  exec(sql: string): void {
    coded(() => this.database.exec(sql))
  }

  /** Runs one statement. @returns its rows if it is one that answers rows, and else what it changed */
  run(
    sql: string,
    bindings: readonly SQLInputValue[] = []
  ): Record<string, unknown>[] | SqliteChanges {
    return coded(() => {
      const { statement, answersRows } = this.prepare(sql)
      if (!answersRows) return statement.run(...bindings)

      const rows = statement.all(...bindings) as unknown as unknown[][]
      const names = columnsOf(statement) // of this run: a migration may have changed them since the one before
      return rows.map((values) => toRow(names, values))
    })
  }

  /** The rows of a query one by one, each as an array, and what they hold. */
  iterate(sql: string): { names: string[]; rows: Iterable<unknown[]> } {
    const statement = coded(() => this.database.prepare(sql))
    statement.setReturnArrays(true)
    const names = columnsOf(statement)
    return { names, rows: statement.iterate() as unknown as Iterable<unknown[]> }
  }

  /** Prepares a query whose columns never change, for look-ups that every request makes. */
  lookUp<Row>(sql: string): (bindings: readonly SQLInputValue[]) => Row | undefined {
    const statement = coded(() => this.database.prepare(sql))
    statement.setReturnArrays(true)
    const names = columnsOf(statement)
    return (bindings) => {
      const values = coded(() => statement.get(...bindings)) as unknown[] | undefined
      return values && (toRow(names, values) as Row)
    }
  }

  /** Closes it and rolls back what it has open. */
  close(): void {
    this.statements.clear()
    if (this.database.isOpen) this.database.close()
  }

  /** Preparing a query takes several times as long as running most of them, so prepared ones are kept. */
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
