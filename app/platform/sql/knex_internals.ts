import { createRequire } from 'node:module'
import type { Knex } from 'knex'

/** Connection in Knex's pool. */
export interface PooledConnection {
  /** If set, the pool discards the connection instead of reusing it. */
  __knex__disposed?: unknown
  /**
   * SQLite connections know whether a transaction is open, and execute statements synchronously.
   */
  isTransaction?: boolean
  exec?(sql: string): void
}

interface RawConnection {
  query(sql: string, values: string[]): Promise<{ rows: { status: string }[] }>
}

/** Creates PostgreSQL connections outside the pool. */
export interface RawConnections {
  acquireRawConnection(): Promise<RawConnection>
  destroyRawConnection(connection: RawConnection): Promise<void>
}

/** Members of Knex's transactions that its types omit. */
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

/** Knex ships these as untyped CommonJS modules. package.json pins its version. */
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

/** Knex's pool is a separate package. */
export const { TimeoutError: PoolTimeout } = createRequire(load.resolve('knex'))('tarn') as {
  TimeoutError: new () => Error
}
