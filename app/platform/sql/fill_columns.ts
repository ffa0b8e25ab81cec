import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Number of rows that are read and changed at a time. */
const ROWS_AT_ONCE = 200

interface Filling<Row> {
  table: string
  /** Columns that the values are computed from. */
  read: string[]
  /** Computes a row's new values, the same columns for every row. */
  fill: (row: Row & { id: string }) => Record<string, string>
}

/** Computes values of columns for all rows of a table, batch by batch, in the order of their ids. */
export async function fillColumns<Row>(
  db: QueryClientContract,
  { table, read, fill }: Filling<Row>
): Promise<void> {
  for await (const rows of batches<Row>(db, table, read)) {
    const filled = rows.map((row) => ({ id: row.id, values: fill(row) }))
    const columns = Object.keys(filled[0].values)
    const cases = columns.map(
      (column) => `${column} = case id ${'when ? then ? '.repeat(rows.length)}end`
    )
    const bindings = columns.flatMap((column) =>
      filled.flatMap(({ id, values }) => [id, values[column]])
    )
    await db.rawQuery(
      `update ${table} set ${cases.join(', ')} where id in (${rows.map(() => '?').join(', ')})`,
      [...bindings, ...rows.map(({ id }) => id)]
    )
  }
}

/** Reads all rows of a table in the order of their ids, batch by batch. */
export async function* batches<Row>(
  db: QueryClientContract,
  table: string,
  columns: string[]
): AsyncGenerator<(Row & { id: string })[]> {
  let after = ''
  for (;;) {
    const rows = await db
      .from(table)
      .select('id', ...columns)
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1).id
  }
}
