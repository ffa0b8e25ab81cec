import db from '@adonisjs/lucid/services/db'

/** Inserts a row of the demo unless it exists. */
export async function insertRowOnce(table: string, row: object) {
  await db.connection().knexQuery().table(table).insert(row).onConflict().ignore()
}
