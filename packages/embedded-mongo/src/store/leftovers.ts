import type { Connection } from './connection.ts'
import type { GroupCommit } from './group_commit.ts'

/** A table of no more rows is dropped at once; of a bigger one SQLite would have to visit all pages. */
const SMALL = 5000

/** So many rows are removed in one write, and others may write in between. */
const STEP = 1000

const PLACE = { c: 'rid', i: 'k, rid' } as const

const placeOf = (table: string) => PLACE[table[0] as 'c' | 'i']

/**
 * Drops a table that no collection or index uses any more. A big one stays behind, and `clearLeftovers`
 * empties it: what the catalog doesn't name is left over, whoever has left it.
 */
export function dropIfSmall(connection: Connection, table: string): void {
  const isBig = connection.get(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ${SMALL}`)
  if (!isBig) connection.exec(`DROP TABLE ${table}`)
}

/** Removes what big collections and indexes have left behind, step by step. */
export async function clearLeftovers(reader: Connection, writes: GroupCommit): Promise<void> {
  for (const table of leftovers(reader)) {
    while (await writes.run((connection) => removeSome(connection, table)));
  }
}

/** Numbers are never given twice, so a table that isn't named stays unnamed. */
function leftovers(connection: Connection): string[] {
  return connection
    .all(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND (
        name GLOB 'c[0-9]*' AND CAST(substr(name, 2) AS INTEGER) NOT IN (SELECT id FROM collections) OR
        name GLOB 'i[0-9]*' AND CAST(substr(name, 2) AS INTEGER) NOT IN (SELECT id FROM indexes))`
    )
    .map(([name]) => name as string)
}

/** Answers whether there is more. */
function removeSome(connection: Connection, table: string): boolean {
  if (!leftovers(connection).includes(table)) return false // another process was quicker
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
