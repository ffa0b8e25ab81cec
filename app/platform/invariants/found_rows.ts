import db from '@adonisjs/lucid/services/db'

/** Rows that a query of an invariant may find; more would not be read by anyone. */
const MOST_FOUND = 1000

/** Runs a hand-written query that selects violations, on either engine. */
export async function* foundRows<Row>(sql: string, bindings: unknown[] = []): AsyncGenerator<Row> {
  const answer = await db.rawQuery(`${sql} limit ${MOST_FOUND}`, bindings as never)
  yield* (answer.rows ?? answer) as Row[]
}
