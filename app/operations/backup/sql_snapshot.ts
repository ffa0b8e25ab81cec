import type { Knex } from 'knex'
import type { Database } from '@adonisjs/lucid/database'
import { sqliteFile } from '#config/database'
import SqliteConnection from '#app/platform/sql/sqlite_connection'

/** Consistent snapshot of all tables that does not block writers. */
export interface SqlSnapshot {
  /** Iterates over the rows of a table, each as a line of JSON. */
  linesOf(table: string): AsyncIterable<string>
  close(): Promise<void>
}

const ROWS_AT_ONCE = 1_000

export async function takeSnapshot(db: Database): Promise<SqlSnapshot> {
  if (db.primaryConnectionName === 'sqlite') return new SqliteSnapshot()
  // Lucid ignores the isolation level without a callback, and this transaction stays open until
  // `close`.
  const knex = db.connection().getWriteClient()
  const trx = await knex.transaction({ isolationLevel: 'repeatable read', readOnly: true })
  await trx.raw("set local time zone 'UTC'")
  await trx.raw('select 1') // the first query takes the snapshot
  return new PostgresSnapshot(trx)
}

/** PostgreSQL generates the JSON itself, so no value is converted to JavaScript types. */
class PostgresSnapshot implements SqlSnapshot {
  constructor(private trx: Knex.Transaction) {}

  async *linesOf(table: string) {
    await this.trx.raw(
      `declare rows no scroll cursor for select row_to_json(t)::text as line from "${table}" t`
    )
    for (;;) {
      const { rows } = await this.trx.raw<{ rows: { line: string }[] }>(
        `fetch ${ROWS_AT_ONCE} from rows`
      )
      for (const { line } of rows) yield line
      if (rows.length < ROWS_AT_ONCE) break
    }
    await this.trx.raw('close rows')
  }

  async close() {
    await this.trx.rollback()
  }
}

/** Uses its own connection, since the pool has only one, which others need. */
class SqliteSnapshot implements SqlSnapshot {
  private connection = new SqliteConnection(sqliteFile, { lockTimeoutInMs: 10_000 })

  constructor() {
    this.connection.exec('BEGIN')
    this.connection.run('select count(*) from sqlite_master') // the first read takes the snapshot
  }

  async *linesOf(table: string) {
    const { names, rows } = this.connection.iterate(`select * from "${table}"`)
    for (const values of rows)
      yield JSON.stringify(Object.fromEntries(names.map((name, index) => [name, values[index]])))
  }

  async close() {
    this.connection.exec('ROLLBACK')
    this.connection.close()
  }
}
