import type { Database } from '@adonisjs/lucid/database'
import Sqlite from 'better-sqlite3'

/**
 * Reads what was committed, outside of any transaction, with hand-written SQL: for the look-ups that every request
 * makes, where building a query takes longer than running it. Bindings stand as `?`.
 */
export default abstract class SqlReader {
  /** The first row, if there is one. Times come as the engine gives them: see `timeFromSql`. */
  abstract first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined>

  close(): void {}
}

/** Asks a connection of the pool. */
export class PostgresReader extends SqlReader {
  constructor(private db: Database) {
    super()
  }

  async first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined> {
    const { rows } = await this.db.rawQuery<{ rows: Row[] }>(sql, bindings)
    return rows[0]
  }
}

/** Keeps a connection of its own, so that reading waits for no transaction, and its statements prepared. */
export class SqliteReader extends SqlReader {
  private connection?: Sqlite.Database
  private statements = new Map<string, Sqlite.Statement>()

  constructor(private fileName: string) {
    super()
  }

  async first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined> {
    let statement = this.statements.get(sql)
    if (!statement) {
      this.connection ??= new Sqlite(this.fileName, { timeout: 10_000 })
      this.statements.set(sql, (statement = this.connection.prepare(sql)))
    }
    return statement.get(bindings) as Row | undefined
  }

  close() {
    this.statements.clear()
    this.connection?.close()
    this.connection = undefined
  }
}
