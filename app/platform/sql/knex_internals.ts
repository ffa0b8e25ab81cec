import { createRequire } from 'node:module'
import type { Knex } from 'knex'

/** A connection as Knex's pool keeps it. */
export interface PooledConnection {
  /** The pool replaces a connection that has this instead of lending it again. */
  __knex__disposed?: unknown
  /** SQLite's connections know whether a transaction is open, and run statements synchronously. */
  isTransaction?: boolean
  exec?(sql: string): void
}

interface RawConnection {
  query(sql: string, values: string[]): Promise<{ rows: { status: string }[] }>
}

/** Makes connections of PostgreSQL apart from the pool. */
export interface RawConnections {
  acquireRawConnection(): Promise<RawConnection>
  destroyRawConnection(connection: RawConnection): Promise<void>
}

/** The parts of Knex's transactions that its types leave out. */
export interface KnexTransaction {
  client: Knex.Client & RawConnections
  trxClient: Knex.Client
  doNotRejectOnRollback: boolean
  _completed: boolean
  _resolver(value: unknown): void
  _rejecter(error: unknown): void
  query(
    connection: PooledConnection,
    sql: string,
    status?: 1 | 2,
    value?: unknown
  ): Promise<unknown>
}

interface Pool {
  acquire(): { promise: Promise<PooledConnection>; abort(): void }
}

/** Knex publishes these as CommonJS modules without types. The version is pinned in package.json. */
const load = createRequire(import.meta.url)

export const Transaction = load('knex/lib/execution/transaction.js') as {
  prototype: KnexTransaction
}

export const SqliteDialect = load('knex/lib/dialects/better-sqlite3/index.js') as {
  prototype: object
}

export const KnexClient = load('knex/lib/client.js') as {
  prototype: {
    acquireConnection(this: { pool?: Pool }): Promise<PooledConnection>
  }
}

/** The pool is a package of Knex's own. */
export const { TimeoutError: PoolTimeout } = createRequire(load.resolve('knex'))('tarn') as {
  TimeoutError: new () => Error
}
