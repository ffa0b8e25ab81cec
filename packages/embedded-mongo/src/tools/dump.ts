import { EJSON, type Document } from 'bson'
import type { Db, MongoClient } from 'mongodb'
import { ArchiveWriter } from './archive.ts'
import { FolderWriter } from './dump_folder.ts'
import type { DumpedCollection, DumpTarget } from './dump_target.ts'
import { mustBeFree } from './places.ts'

/** MongoDB's internal databases. */
const OWN_DATABASES = new Set(['admin', 'config', 'local'])

export interface DumpSummary {
  collections: number
  documents: number
}

export interface DumpOptions {
  /** A folder, as `mongodump --out` writes it, or one file, as `mongodump --archive` does. */
  to: { folder: string } | { archive: string }
  gzip?: boolean
  databases?: readonly string[]
  /** Names of collections to exclude. */
  excludeCollections?: readonly string[]
}

/**
 * Dumps databases in mongodump's format. It uses only the wire protocol, so any MongoDB can be
 * dumped. @throws {Error} if the file already exists or the folder is not empty
 */
export async function dump(
  client: MongoClient,
  { to, gzip = false, databases, excludeCollections = [] }: DumpOptions
): Promise<DumpSummary> {
  if ('archive' in to) await mustBeFree(to.archive)
  const target: DumpTarget =
    'folder' in to ? new FolderWriter(to.folder, gzip) : new ArchiveWriter(to.archive, gzip)
  const { version } = await client.db('admin').admin().buildInfo()
  const collections: DumpedCollection[] = []
  for (const database of databases ?? (await databaseNames(client))) {
    const found = await collectionsOf(client.db(database))
    collections.push(...found.filter(({ name }) => !excludeCollections.includes(name)))
  }

  await target.begin(collections, version)
  let documents = 0
  for (const collection of collections) {
    const { database, name } = collection
    // raw: the stored bytes, which preserve all types and the order of fields
    const found = client.db(database).collection(name).find({}, { raw: true })
    documents += await target.write(collection, found as unknown as AsyncIterable<Uint8Array>)
  }
  await target.end()
  return { collections: collections.length, documents }
}

export async function databaseNames(client: MongoClient): Promise<string[]> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  return databases.map(({ name }) => name).filter((name) => !OWN_DATABASES.has(name))
}

async function collectionsOf(db: Db): Promise<DumpedCollection[]> {
  const collections: DumpedCollection[] = []
  // preserve types such as Int32 and Double
  const options = { promoteValues: false }
  for (const listed of (await db.listCollections({}, options).toArray()) as Document[]) {
    if (listed.type === 'view' || listed.name.startsWith('system.')) continue
    const indexes = await db.collection(listed.name).listIndexes(options).toArray()
    collections.push({
      database: db.databaseName,
      name: listed.name,
      metadata: EJSON.stringify(
        {
          options: listed.options ?? {},
          indexes,
          uuid: listed.info?.uuid?.toString('hex'),
          collectionName: listed.name,
          type: 'collection',
        },
        { relaxed: false }
      ),
    })
  }
  return collections
}
