import { statfs } from 'node:fs/promises'
import type { Database } from '@adonisjs/lucid/database'
import LockWait from '#app/platform/sql/lock_wait'
import SqliteConnection from '#app/platform/sql/sqlite_connection'

/**
 * Reads committed rows, outside of any transaction, with hand-written SQL: for the look-ups that every request makes,
 * where building a query takes longer than running it. Bindings are written as `?`.
 */
export default abstract class SqlReader {
  /** The first row, if there is one. Times come as the engine gives them: see `timeFromSql`. */
  abstract first<Row>(sql: string, bindings: (string | number)[]): Promise<Row | undefined>

  /** Rejects when the database cannot be written: it is unavailable, locked, read-only, or its disk is full. */
  abstract checkWritable(): Promise<void>

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

  async checkWritable() {
    const row = await this.first<{ answer: string }>(
      `select current_setting('transaction_read_only') as answer`,
      []
    )
    if (row?.answer !== 'off') throw new Error('PostgreSQL only reads, as a standby does')
  }
}

/** With less left on the disk, the next large change may be refused. */
const MIN_FREE_BYTES = 4 * 1024 * 1024

type LookUp = ReturnType<SqliteConnection['lookUp']>

/** Keeps a connection of its own, so that reading waits for no transaction, and its statements prepared. */
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

  /** Writes a number that nobody reads into the header of the file. */
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
    this.connection.exec('pragma synchronous = normal') // nobody needs the number after a power failure
    return this.connection
  }
}
