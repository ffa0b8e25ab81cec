import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { APPEND_ONLY, backedUpTables, isPostgres } from '#app/operations/backup/sql_schema'

/**
 * Finds the first table that has rows, if any. The audit log is ignored, since signing in adds
 * entries to it.
 */
export async function firstFilledTable(client: QueryClientContract): Promise<string | undefined> {
  for (const table of await backedUpTables(client)) {
    if (APPEND_ONLY.has(table)) continue
    if (await client.from(table).select(client.raw('1')).first()) return table
  }
  return undefined
}

/** Empties tables, which must be ordered by foreign keys. */
export async function emptyTables(
  tables: readonly string[],
  trx: TransactionClientContract
): Promise<void> {
  for (const table of tables.toReversed()) {
    if (!APPEND_ONLY.has(table)) await trx.from(table).delete()
  }
}

/** Sets PostgreSQL's sequences to the highest value of their columns. */
export async function continueSequences(trx: TransactionClientContract): Promise<void> {
  if (!isPostgres(trx)) return
  const { rows } = await trx.rawQuery(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and column_default like 'nextval(%'`
  )
  for (const { table_name: table, column_name: column } of rows) {
    await trx.rawQuery(
      `select setval(pg_get_serial_sequence('"${table}"', '${column}'), (select coalesce(max("${column}"), 0) + 1 from "${table}"), false)`
    )
  }
}
