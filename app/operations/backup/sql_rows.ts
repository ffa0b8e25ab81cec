import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Manifest } from '#app/operations/backup/manifest'
import BackupRefused from '#app/operations/backup/backup_refused'
import { APPEND_ONLY, columnsOf, isPostgres } from '#app/operations/backup/sql_schema'

type Row = Record<string, unknown>

/** SQLite allows 32,766 bindings per statement. */
const ROWS_AT_ONCE = 200

/**
 * Columns that older backups contain although a migration has removed them, with the only value
 * allowed.
 */
const REMOVED: Record<string, Record<string, unknown>> = {
  users: { realm: 'theta' },
  activations: { realm: 'theta' },
}

/** Writes rows of a backup to a table, converting between engines if necessary. */
export default class SqlRows {
  private readonly columns: Promise<Map<string, string>>

  constructor(
    private trx: TransactionClientContract,
    private table: string,
    private from: Manifest['engine']
  ) {
    this.columns = columnsOf(trx, table)
  }

  /** @returns the number of rows */
  async write(lines: AsyncIterable<string>): Promise<number> {
    let count = 0
    let batch: Row[] = []
    for await (const line of lines) {
      batch.push(JSON.parse(line))
      count++
      if (batch.length < ROWS_AT_ONCE) continue
      await this.insert(batch)
      batch = []
    }
    await this.insert(batch)
    return count
  }

  private async insert(rows: Row[]): Promise<void> {
    if (rows.length === 0) return
    const columns = await this.columns
    const fitted = rows.map((row) => this.fit(this.withoutRemoved(row), columns))
    if (!isPostgres(this.trx)) {
      const insert = this.trx.knexQuery().insert(fitted).into(this.table)
      return void (await (APPEND_ONLY.has(this.table) ? insert.onConflict().ignore() : insert))
    }

    const names = Object.keys(fitted[0])
      .map((name) => `"${name}"`)
      .join(', ')
    const conflict = APPEND_ONLY.has(this.table) ? 'on conflict do nothing' : ''
    await this.trx.rawQuery(
      `insert into "${this.table}" (${names}) select ${names} from json_populate_recordset(null::"${this.table}", ?::json) ${conflict}`,
      [JSON.stringify(fitted)]
    )
  }

  /** @throws {BackupRefused} if a removed column has another value than the one allowed */
  private withoutRemoved(row: Row): Row {
    const removed = REMOVED[this.table]
    if (!removed) return row
    const kept = { ...row }
    for (const [name, only] of Object.entries(removed)) {
      if (name in kept && kept[name] !== only)
        throw new BackupRefused(
          `The backup contains a row of ${this.table} with the ${name} ${kept[name]}, which this version does not support.`
        )
      delete kept[name]
    }
    return kept
  }

  /** Converts a row to this engine's formats; between equal engines it stays unchanged. */
  private fit(row: Row, columns: ReadonlyMap<string, string>): Row {
    const to = isPostgres(this.trx) ? 'postgres' : 'sqlite'
    if (to === this.from) return row
    const values = Object.entries(row).map(([name, value]) => {
      const type = columns.get(name) ?? ''
      if (value === null) return [name, null]
      if (/date|timestamp/.test(type)) return [name, timeIn(to, value as string | number)]
      if (type === 'boolean') return [name, to === 'postgres' ? Boolean(value) : Number(value)]
      return [name, value]
    })
    return Object.fromEntries(values)
  }
}

/** SQLite stores times as text in UTC or as milliseconds, PostgreSQL's JSON has ISO 8601. */
function timeIn(engine: Manifest['engine'], value: string | number): string {
  const time =
    typeof value === 'number'
      ? DateTime.fromMillis(value)
      : DateTime.fromISO(value.replace(' ', 'T'), { zone: 'utc' })
  const utc = time.toUTC()
  return engine === 'postgres' ? utc.toISO()! : utc.toFormat('yyyy-MM-dd HH:mm:ss')
}
