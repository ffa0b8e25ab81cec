import db from '@adonisjs/lucid/services/db'

/**
 * Finds values that several rows share, although a unique index should prevent it: it may be missing or damaged.
 *
 * @returns the values and the number of rows, for people
 */
export async function* duplicates(table: string, columns: string[]): AsyncGenerator<string> {
  const found = await db
    .from(table)
    .select(columns)
    .count('* as total')
    .groupBy(columns)
    .havingRaw('count(*) > 1')
    .limit(1000)
  for (const { total, ...values } of found)
    yield `${total} rows of ${table} with ${columns.map((name) => `${name} ${values[name]}`).join(', ')}`
}
