import { statfs } from 'node:fs/promises'
import type { Database } from '@adonisjs/lucid/database'
import LockWait from '#app/platform/sql/lock_wait'
import SqliteConnection from '#app/platform/sql/sqlite_connection'

/**
 * Reads committed rows with hand-written SQL, outside any transaction. For lookups in every
 * request, where building a query takes longer than running it. Placeholders are `?`.
 */
export default abstract class SqlReader {
  /** Returns the first row, if any. Times have the engine's format: see `timeFromSql`. */
  abstract first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined>

  /** Rejects if the database is not writable: unavailable, locked, read-only, or its disk full. */
  abstract checkWritable(): Promise<void>

  close(): void {}
}

/** Queries a connection from the pool. */
export class PostgresReader extends SqlReader {
  constructor(private db: Database) {
    super()
  }

  async first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined> {
    const { rows } = await this.db.rawQuery<{ rows: Row[] }>(sql, bindings)
    return rows[0]
  }

  async checkWritable() {
    const row = await this.first<{ answer: string }>(
      `select current_setting('transaction_read_only') as answer`,
      []
    )
    if (row?.answer !== 'off') throw new Error('PostgreSQL is read-only, for example a standby')
  }
}

/** Below this much free disk space, the next large write may fail. */
const MIN_FREE_BYTES = 4 * 1024 * 1024

type LookUp = ReturnType<SqliteConnection['lookUp']>

/**
 * Uses its own connection with cached prepared statements, so that reads never wait for a
 * transaction.
 */
export class SqliteReader extends SqlReader {
  private connection?: SqliteConnection
  private lookUps = new Map<string, LookUp>()
  private lockWait: LockWait

  constructor(
    private fileName: string,
    lockTimeoutInMs: number,
    private minFreeBytes = MIN_FREE_BYTES
  ) {
    super()
    this.lockWait = new LockWait(lockTimeoutInMs)
  }

  async first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined> {
    return this.lockWait.run(() => this.lookUp(sql)(bindings) as Row | undefined, true)
  }

  /** Writes an otherwise unused number into the header of the database file. */
  async checkWritable() {
    const { bavail, bsize } = await statfs(this.fileName)
    if (bavail * bsize < this.minFreeBytes) throw new Error('The disk is full')
    await this.lockWait.run(() => this.open().exec('pragma user_version = 1'))
  }

  close() {
    this.lookUps.clear()
    this.connection?.close()
    this.connection = undefined
  }

  private lookUp(sql: string): LookUp {
    const known = this.lookUps.get(sql)
    if (known) return known

    const lookUp = this.open().lookUp(sql)
    this.lookUps.set(sql, lookUp)
    return lookUp
  }

  private open(): SqliteConnection {
    if (this.connection) return this.connection
    this.connection = new SqliteConnection(this.fileName)
    this.connection.exec('pragma synchronous = normal') // the number may be lost in a power failure
    return this.connection
  }
}
