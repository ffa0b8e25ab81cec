import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { APPEND_ONLY, backedUpTables, isPostgres } from '#app/operations/backup/sql_schema'

/** The first table that holds a row, if one does. The audit log may: whoever looks around is in it. */
export async function firstFilledTable(client: QueryClientContract): Promise<string | undefined> {
  for (const table of await backedUpTables(client)) {
    if (APPEND_ONLY.has(table)) continue
    if (await client.from(table).select(client.raw('1')).first()) return table
  }
  return undefined
}

/** Empties tables that come after those that they refer to. */
export async function emptyTables(
  tables: readonly string[],
  trx: TransactionClientContract
): Promise<void> {
  for (const table of tables.toReversed()) {
    if (!APPEND_ONLY.has(table)) await trx.from(table).delete()
  }
}

/** Lets PostgreSQL count on from the highest number of each counted column. */
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
