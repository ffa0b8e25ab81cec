import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { MongoError } from '../errors.ts'
import { Catalog } from './catalog.ts'

/** SQLite's primary result codes that are handled separately. */
const SQLITE_BUSY = 5
const SQLITE_BUSY_SNAPSHOT = 517
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_CANTOPEN = 14
const SQLITE_NOTADB = 26

const MAX_STATEMENTS = 400

/** A SQLite connection with its prepared statements and its last known catalog. */
export class Connection {
  readonly database: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()
  private knownCatalog?: Catalog
  private savepoints = 0
  /** Number of rows, including index entries, changed since the last commit. */
  changesOfTransaction = 0

  constructor(file: string, options: { synchronous: 'FULL' | 'NORMAL'; readOnly?: boolean }) {
    this.database = guarded(
      () => new DatabaseSync(file, { timeout: 0, readOnly: options.readOnly ?? false })
    )
    this.exec(
      `PRAGMA synchronous=${options.synchronous}; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY`
    )
  }

  get inTransaction(): boolean {
    return this.database.isTransaction
  }

  /**
   * Returns the collections and indexes as this connection currently sees them, inside or outside
   * of a transaction.
   */
  catalog(): Catalog {
    const version = this.value('PRAGMA user_version') as number
    if (this.knownCatalog?.version !== version) this.knownCatalog = Catalog.load(this, version)
    return this.knownCatalog
  }

  /** Makes every connection, in this and other processes, reload the catalog. */
  catalogChanged(): void {
    const version = this.value('PRAGMA user_version') as number
    this.exec(`PRAGMA user_version=${(version % 0x7ffffff0) + 1}`)
    this.knownCatalog = undefined
  }

  exec(sql: string): void {
    guarded(() => this.database.exec(sql))
  }

  run(sql: string, ...parameters: SQLInputValue[]): number | bigint {
    return guarded(() => {
      const { changes, lastInsertRowid } = this.statement(sql).run(...parameters)
      this.changesOfTransaction += Number(changes)
      return lastInsertRowid
    })
  }

  get(sql: string, ...parameters: SQLInputValue[]): unknown[] | undefined {
    return guarded(() => this.statement(sql).get(...parameters)) as unknown[] | undefined
  }

  /** Returns the first column of the first row. */
  value(sql: string, ...parameters: SQLInputValue[]): unknown {
    return this.get(sql, ...parameters)?.[0]
  }

  all(sql: string, ...parameters: SQLInputValue[]): unknown[][] {
    return guarded(() => this.statement(sql).all(...parameters)) as unknown as unknown[][]
  }

  /**
   * Returns the first rows, up to the row at which the documents in the given column exceed the
   * size limit, and whether these were all rows.
   */
  some(
    sql: string,
    { column, maxBytes }: { column: number; maxBytes: number },
    ...parameters: SQLInputValue[]
  ): { rows: unknown[][]; complete: boolean } {
    return guarded(() => {
      const rows: unknown[][] = []
      let weight = 0
      for (const row of this.statement(sql).iterate(...parameters) as unknown as Iterable<
        unknown[]
      >) {
        rows.push(row)
        weight += (row[column] as Uint8Array).length
        if (weight > maxBytes) return { rows, complete: false }
      }
      return { rows, complete: true }
    })
  }

  /** Iterates over the rows, for work that pauses in between. */
  *each(sql: string, ...parameters: SQLInputValue[]): Generator<unknown[]> {
    const statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    yield* statement.iterate(...parameters) as unknown as Iterable<unknown[]>
  }

  begin(mode: 'DEFERRED' | 'IMMEDIATE'): void {
    this.run(`BEGIN ${mode}`)
    this.savepoints = 0
  }

  commit(): void {
    this.run('COMMIT')
  }

  rollback(): void {
    // a catalog read inside the transaction may contain changes that were rolled back
    this.knownCatalog = undefined
    if (this.inTransaction) this.run('ROLLBACK')
    this.changesOfTransaction = 0
  }

  /** Runs work atomically in a savepoint. On an error the enclosing transaction continues. */
  async savepoint<T>(work: () => T | Promise<T>): Promise<T> {
    const name = `s${++this.savepoints}`
    this.run(`SAVEPOINT ${name}`)
    try {
      const pending = work()
      const result = pending instanceof Promise ? await pending : pending
      this.run(`RELEASE ${name}`)
      return result
    } catch (error) {
      this.knownCatalog = undefined
      // a full disk or a lost lock may already have rolled back the whole transaction
      if (this.inTransaction) this.exec(`ROLLBACK TO ${name}; RELEASE ${name}`)
      throw error
    } finally {
      this.savepoints--
    }
  }

  close(): void {
    this.statements.clear()
    if (this.database.isOpen) this.database.close()
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql)
    if (statement) return statement
    if (this.statements.size >= MAX_STATEMENTS) {
      const [oldest] = this.statements.keys()
      this.statements.delete(oldest)
    }
    statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    this.statements.set(sql, statement)
    return statement
  }
}

/** Signals that another connection holds the lock. */
export class Busy extends Error {
  /** True if this connection's snapshot is outdated, so that waiting cannot help. */
  readonly outdated: boolean

  constructor(message: string, outdated: boolean) {
    super(message)
    this.outdated = outdated
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(error)
  }
}

function translated(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode
  if (code === undefined) return error
  const message = (error as Error).message
  switch (code & 0xff) {
    case SQLITE_BUSY:
      return new Busy(message, code === SQLITE_BUSY_SNAPSHOT)
    case SQLITE_FULL:
      return new MongoError(14031, `The disk is full: ${message}`)
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return new MongoError(96, `The data folder is not writable: ${message}`)
    case SQLITE_IOERR:
      return new MongoError(96, `The data files can't be read or written: ${message}`)
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return new MongoError(96, `The data files are damaged: ${message}`)
  }
  if (message.startsWith('no such table')) {
    return new MongoError(175, 'The collection or index was dropped while the query ran')
  }
  return error
}
