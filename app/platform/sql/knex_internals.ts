import { createRequire } from 'node:module'
import type { Knex } from 'knex'

/** A connection as Knex's pool keeps it. */
export interface PooledConnection {
  /** The pool replaces a connection that has this instead of lending it again. */
  __knex__disposed?: unknown
  /** Connections of SQLite run statements at once. */
  exec?(sql: string): void
}

/** The parts of Knex's transactions that its types leave out. */
export interface KnexTransaction {
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

/** Knex publishes these as CommonJS modules without types. The version is pinned in package.json. */
const load = createRequire(import.meta.url)

export const Transaction = load('knex/lib/execution/transaction.js') as {
  prototype: KnexTransaction
}
