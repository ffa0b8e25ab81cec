import Sqlite from 'better-sqlite3'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sqliteFile } from '#config/database'

/** All tables as they are at one moment, while writers go on. */
export interface SqlSnapshot {
  /** Rows of a table, each as a line of JSON. */
  linesOf(table: string): AsyncIterable<string>
  close(): Promise<void>
}

const ROWS_AT_ONCE = 1_000

export async function takeSnapshot(db: Database): Promise<SqlSnapshot> {
  if (db.primaryConnectionName === 'sqlite') return new SqliteSnapshot()
  // eslint-disable-next-line no-restricted-syntax -- it only reads, and stays open until the snapshot is closed
  const trx = await db.transaction()
  await trx.rawQuery('set transaction isolation level repeatable read, read only')
  await trx.rawQuery("set local time zone 'UTC'")
  await trx.rawQuery('select 1') // the moment is that of the first query
  return new PostgresSnapshot(trx)
}

/** PostgreSQL writes the JSON itself: no value passes through JavaScript's types. */
class PostgresSnapshot implements SqlSnapshot {
  constructor(private trx: TransactionClientContract) {}

  async *linesOf(table: string) {
    await this.trx.rawQuery(
      `declare rows no scroll cursor for select row_to_json(t)::text as line from "${table}" t`
    )
    for (;;) {
      const { rows } = await this.trx.rawQuery<{ rows: { line: string }[] }>(
        `fetch ${ROWS_AT_ONCE} from rows`
      )
      for (const { line } of rows) yield line
      if (rows.length < ROWS_AT_ONCE) break
    }
    await this.trx.rawQuery('close rows')
  }

  async close() {
    await this.trx.rollback()
  }
}

/** A connection of its own: the pool's only one would keep everyone else waiting. */
class SqliteSnapshot implements SqlSnapshot {
  private connection = new Sqlite(sqliteFile, { timeout: 10_000 })

  constructor() {
    this.connection.exec('BEGIN')
    this.connection.prepare('select count(*) from sqlite_master').get() // the moment is that of the first read
  }

  async *linesOf(table: string) {
    const statement = this.connection.prepare(`select * from "${table}"`).raw()
    const names = statement.columns().map(({ name }) => name)
    for (const values of statement.iterate() as Iterable<unknown[]>) {
      yield JSON.stringify(Object.fromEntries(names.map((name, index) => [name, values[index]])))
    }
  }

  async close() {
    this.connection.exec('ROLLBACK')
    this.connection.close()
  }
}
