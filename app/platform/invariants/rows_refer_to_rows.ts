import db from '@adonisjs/lucid/services/db'
import Invariant from '#app/platform/invariants/invariant'

/** PostgreSQL ensures it itself. SQLite doesn't check files that another program has written. */
export default class RowsReferToRows extends Invariant {
  readonly condition = 'Rows refer only to rows that exist'

  async *violations() {
    if (db.primaryConnectionName !== 'sqlite') return
    const broken = await db.rawQuery('select * from pragma_foreign_key_check limit 1000')
    for (const { table, rowid, parent } of broken)
      yield `row ${rowid} of ${table} refers to a missing row of ${parent}`
  }
}
