import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Tables excluded from backups: bookkeeping of migrations, the catalog's revision, which only
 * grows, rate limits, recurring jobs with their progress and workers, which each installation creates
 * itself, and live events with their streams, which last for minutes.
 */
const LEFT_OUT = new Set([
  'adonis_schema',
  'adonis_schema_versions',
  'catalog_revisions',
  'live_events',
  'live_hubs',
  'live_streams',
  'member_board_revisions',
  'rate_limits',
  'reconciliations',
  'recurring_jobs',
  'workers',
])

/** Append-only tables: existing rows are kept, and those of a backup are added. */
export const APPEND_ONLY: ReadonlySet<string> = new Set(['audit_entries', 'ledger_entries'])

export const isPostgres = (client: QueryClientContract) => client.dialect.name === 'postgres'

/** Names of the tables in a backup, ordered by foreign keys. */
export async function backedUpTables(client: QueryClientContract): Promise<string[]> {
  const all = await client.getAllTables(['public'])
  const tables = all.filter((name) => !LEFT_OUT.has(name)).sort()
  const ordered: string[] = []
  const visited = new Set<string>()
  const visit = async (table: string) => {
    if (visited.has(table)) return
    visited.add(table)
    for (const other of await referredBy(client, table)) await visit(other)
    ordered.push(table)
  }
  for (const table of tables) await visit(table)
  return ordered
}

async function referredBy(client: QueryClientContract, table: string): Promise<string[]> {
  if (!isPostgres(client)) {
    const keys = await client.rawQuery('select "table" from pragma_foreign_key_list(?)', [table])
    return keys.map((key: { table: string }) => key.table)
  }
  const { rows } = await client.rawQuery(
    `select r.relname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
     join pg_class r on r.oid = c.confrelid where c.contype = 'f' and t.relname = ?`,
    [table]
  )
  return rows.map(({ name }: { name: string }) => name)
}

/** Columns of a table with their types in lower case, as the engine names them. */
export async function columnsOf(
  client: QueryClientContract,
  table: string
): Promise<Map<string, string>> {
  const answer = isPostgres(client)
    ? await client.rawQuery(
        `select column_name as name, data_type as type from information_schema.columns
         where table_schema = 'public' and table_name = ?`,
        [table]
      )
    : await client.rawQuery('select name, type from pragma_table_info(?)', [table])
  const columns: { name: string; type: string }[] = answer.rows ?? answer
  return new Map(columns.map(({ name, type }) => [name, type.toLowerCase()]))
}

/** Names of executed migrations, in order. */
export async function migrationsOf(client: QueryClientContract): Promise<string[]> {
  const rows = await client.from('adonis_schema').select('name').orderBy('id')
  return rows.map(({ name }) => name)
}
