import { descendingKey, encodeKey } from '../bson/key_encoding.ts'
import type { Collection, Index } from './catalog.ts'
import type { Connection } from './connection.ts'
import { deleteRow } from './rows.ts'
import type { Store } from './store.ts'

const BATCH = 500

/** The earliest date. Keys between it and the limit have expired; values of other types never expire. */
const EARLIEST = encodeKey(new Date(-8.64e15))

/** Deletes expired documents. If several processes share the files, the first one deletes them. */
export async function deleteExpired(store: Store): Promise<void> {
  for (const collection of store.reader.catalog().all()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined || !index.isOrdered) continue
      while (expired(store.reader, collection, index, 1).length > 0) {
        await store.writes.run((connection) => deleteSome(connection, collection, index))
      }
    }
  }
}

async function deleteSome(
  connection: Connection,
  { database, name }: Collection,
  { id }: Index
): Promise<void> {
  // the collection may have changed in the meantime
  const collection = connection.catalog().find(database, name)
  const index = collection?.indexes.find((one) => one.id === id)
  if (!collection || !index) return
  for (const row of expired(connection, collection, index, BATCH))
    await deleteRow(connection, collection, row)
}

function expired(connection: Connection, { table }: Collection, index: Index, most: number) {
  const limit = new Date(Date.now() - (index.expireAfterSeconds as number) * 1000)
  const [from, to] = [EARLIEST, encodeKey(limit)]
  const [start, end] = index.parts[0].descending
    ? [descendingKey(to), descendingKey(from)]
    : [from, to]
  return connection
    .all(
      `SELECT DISTINCT c.rid, c.d FROM ${index.table} i JOIN ${table} c ON c.rid = i.rid WHERE i.k BETWEEN ? AND ? LIMIT ?`,
      start,
      end,
      most
    )
    .map(([rid, bytes]) => ({ rid: rid as number, bytes: bytes as Uint8Array }))
}
