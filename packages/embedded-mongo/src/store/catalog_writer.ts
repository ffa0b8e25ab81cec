import { randomUUID } from 'node:crypto'
import { encode } from '../bson/encode.ts'
import type { Doc } from '../bson/types.ts'
import { Index, type Collection } from './catalog.ts'
import type { Connection } from './connection.ts'
import { dropIfSmall } from './leftovers.ts'

/**
 * Changes to the catalog. Each runs inside a write transaction and becomes visible to other
 * connections on commit.
 */
export const catalogWriter = {
  createCollection(
    connection: Connection,
    database: string,
    name: string,
    options: Doc
  ): Collection {
    const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex')
    const id = Number(
      connection.run(
        'INSERT INTO collections (db, name, uuid, options) VALUES (?, ?, ?, ?)',
        database,
        name,
        uuid,
        encode(options)
      )
    )
    connection.exec(
      `CREATE TABLE c${id} (rid INTEGER PRIMARY KEY, k BLOB NOT NULL UNIQUE, d BLOB NOT NULL)`
    )
    connection.catalogChanged()
    return connection.catalog().find(database, name) as Collection
  },

  dropCollection(connection: Connection, collection: Collection): void {
    for (const index of collection.indexes) {
      if (!index.isId) dropIfSmall(connection, index.table)
    }
    dropIfSmall(connection, collection.table)
    connection.run('DELETE FROM indexes WHERE collection = ?', collection.id)
    connection.run('DELETE FROM collections WHERE id = ?', collection.id)
    connection.catalogChanged()
  },

  renameCollection(connection: Connection, collection: Collection, database: string, name: string) {
    connection.run(
      'UPDATE collections SET db = ?, name = ? WHERE id = ?',
      database,
      name,
      collection.id
    )
    connection.catalogChanged()
  },

  changeOptions(connection: Connection, collection: Collection, options: Doc): void {
    connection.run(
      'UPDATE collections SET options = ? WHERE id = ?',
      encode(options),
      collection.id
    )
    connection.catalogChanged()
  },

  createIndex(connection: Connection, collection: Collection, spec: Doc): Index {
    const id = Number(
      connection.run(
        'INSERT INTO indexes (collection, name, spec) VALUES (?, ?, ?)',
        collection.id,
        spec.get('name') as string,
        encode(spec)
      )
    )
    const index = new Index(id, spec, false)
    connection.exec(
      `CREATE TABLE ${index.table} (k BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (k, rid)) WITHOUT ROWID`
    )
    connection.catalogChanged()
    return index
  },

  changeIndex(connection: Connection, index: Index, spec: Doc): void {
    connection.run('UPDATE indexes SET spec = ? WHERE id = ?', encode(spec), index.id)
    connection.catalogChanged()
  },

  markMultikey(connection: Connection, index: Index): void {
    connection.run('UPDATE indexes SET multikey = 1 WHERE id = ?', index.id)
    index.multikey = true
    connection.catalogChanged()
  },

  dropIndex(connection: Connection, index: Index): void {
    dropIfSmall(connection, index.table)
    connection.run('DELETE FROM indexes WHERE id = ?', index.id)
    connection.catalogChanged()
  },
}
