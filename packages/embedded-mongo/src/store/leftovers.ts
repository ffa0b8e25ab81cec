import type { Connection } from './connection.ts'
import type { GroupCommit } from './group_commit.ts'

/**
 * Tables up to this number of rows are dropped immediately. For larger ones SQLite would visit all
 * pages in one step.
 */
const SMALL = 5000

/** Number of rows deleted per write. Clients can write in between. */
const STEP = 1000

const PLACE = { c: 'rid', i: 'k, rid' } as const

const placeOf = (table: string) => PLACE[table[0] as 'c' | 'i']

/**
 * Drops a table that no collection or index uses any more. A large table is kept for
 * `clearLeftovers`, which empties every table that the catalog does not reference.
 */
export function dropIfSmall(connection: Connection, table: string): void {
  const isBig = connection.get(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ${SMALL}`)
  if (!isBig) connection.exec(`DROP TABLE ${table}`)
}

/** Removes the tables of dropped large collections and indexes in small steps. */
export async function clearLeftovers(reader: Connection, writes: GroupCommit): Promise<void> {
  for (const table of leftovers(reader)) {
    while (await writes.run((connection) => removeSome(connection, table)));
  }
}

/** Lists the tables that the catalog does not reference. IDs are never reused, so such a table stays unreferenced. */
function leftovers(connection: Connection): string[] {
  return connection
    .all(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND (
        name GLOB 'c[0-9]*' AND CAST(substr(name, 2) AS INTEGER) NOT IN (SELECT id FROM collections) OR
        name GLOB 'i[0-9]*' AND CAST(substr(name, 2) AS INTEGER) NOT IN (SELECT id FROM indexes))`
    )
    .map(([name]) => name as string)
}

/** Deletes some rows and returns whether there are more. */
function removeSome(connection: Connection, table: string): boolean {
  if (!leftovers(connection).includes(table)) return false // another process has already removed it
  const place = placeOf(table)
  const last = connection.get(
    `SELECT ${place} FROM ${table} ORDER BY ${place} LIMIT 1 OFFSET ${STEP}`
  )
  if (!last) {
    connection.exec(`DROP TABLE ${table}`)
    connection.catalogChanged()
    return false
  }
  const before = place === 'rid' ? 'rid < ?' : '(k, rid) < (?, ?)'
  connection.run(`DELETE FROM ${table} WHERE ${before}`, ...(last as (number | Uint8Array)[]))
  return true
}
