import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { SqliteChanges } from '#app/platform/sql/sqlite_connection'

type Done<Answer> = (this: { changes?: number | bigint }, error: unknown, answer?: Answer) => void

/** Transaction statements around the store's single statement, which needs none. */
const SAVEPOINT = /\bsavepoint\b/i

/**
 * Adapts the database for the limiter's SQL store. For SQLite the store would run statements
 * synchronously on a connection from the pool, which would block the event loop while waiting for a
 * lock. This adapter uses the callback interface that the store supports for other drivers.
 */
export function limiterClient(connection: QueryClientContract): QueryClientContract {
  const driver = {
    serialize: (work: () => void) => work(),

    run(sql: string, ...rest: [...values: [(string | number)[]] | [], done: Done<never>]) {
      const done = rest.pop() as Done<never>
      if (SAVEPOINT.test(sql)) return done.call({}, null)
      connection.rawQuery<SqliteChanges>(sql, (rest[0] as (string | number)[]) ?? []).then(
        ({ changes }) => done.call({ changes }, null),
        (error) => done.call({}, error)
      )
    },

    get(sql: string, values: (string | number)[], done: Done<unknown>) {
      connection.rawQuery<unknown[]>(sql, values).then(
        ([row]) => done.call({}, null, row),
        (error) => done.call({}, error)
      )
    },
  }
  const pool = {
    config: { client: 'sqlite3' },
    acquireConnection: async () => driver,
    releaseConnection: async () => {},
  }
  const knex = { raw: connection.rawQuery.bind(connection), client: pool }
  const dialect = {
    name: 'sqlite3',
    truncate: connection.dialect.truncate.bind(connection.dialect),
  }
  return { dialect, getWriteClient: () => knex } as unknown as QueryClientContract
}
