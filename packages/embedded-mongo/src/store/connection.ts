import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { MongoError } from '../errors.ts'
import { Catalog } from './catalog.ts'

/** SQLite's primary result codes that are told apart here. */
const SQLITE_BUSY = 5
const SQLITE_BUSY_SNAPSHOT = 517
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_CANTOPEN = 14
const SQLITE_NOTADB = 26

const MAX_STATEMENTS = 400

/** One SQLite connection with the statements it has prepared and the catalog it has last seen. */
export class Connection {
  readonly database: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()
  private knownCatalog?: Catalog
  private savepoints = 0
  /** How many rows, index entries counted too, have been changed since the last commit. */
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

  /** The collections and indexes as this connection sees them now, inside its transaction or outside. */
  catalog(): Catalog {
    const version = this.value('PRAGMA user_version') as number
    if (this.knownCatalog?.version !== version) this.knownCatalog = Catalog.load(this, version)
    return this.knownCatalog
  }

  /** Tells every connection, of this process and others, to read the catalog again. */
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

  /** The first column of the first row. */
  value(sql: string, ...parameters: SQLInputValue[]): unknown {
    return this.get(sql, ...parameters)?.[0]
  }

  all(sql: string, ...parameters: SQLInputValue[]): unknown[][] {
    return guarded(() => this.statement(sql).all(...parameters)) as unknown as unknown[][]
  }

  /**
   * The first rows, up to those with which the documents in the given column weigh more than the limit;
   * whether these were all.
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

  /** The rows one by one, for work that pauses in between. */
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
    // a catalog read inside the transaction may name what never came to be
    this.knownCatalog = undefined
    if (this.inTransaction) this.run('ROLLBACK')
    this.changesOfTransaction = 0
  }

  /** Does the work wholly or not at all, inside a transaction that goes on. */
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
      // a full disk or a lost lock may have ended the whole transaction already
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

/** Another connection holds the lock that this one asked for. */
export class Busy extends Error {
  /** Whether this connection's view is outdated, so that waiting is in vain. */
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
      return new MongoError(96, `The data folder can't be written: ${message}`)
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
