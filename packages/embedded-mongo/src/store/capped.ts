import type { Collection } from './catalog.ts'
import type { Connection } from './connection.ts'
import { deleteRow } from './rows.ts'

/** Deletes a capped collection's oldest documents until it is within its limits. */
export async function enforceCap(connection: Connection, collection: Collection): Promise<void> {
  const { cap, table } = collection
  if (!cap) return
  const [count, bytes] = connection.get(
    `SELECT count(*), coalesce(sum(length(d)), 0) FROM ${table}`
  ) as [number, number]
  let left = count
  let weight = bytes
  while (left > 1 && (left > cap.documents || weight > cap.bytes)) {
    const [rid, document] = connection.get(`SELECT rid, d FROM ${table} ORDER BY rid LIMIT 1`) as [
      number,
      Uint8Array,
    ]
    await deleteRow(connection, collection, { rid, bytes: document })
    weight -= document.length
    left--
  }
}
