import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { EJSON } from 'bson'
import type { Db, MongoClient } from 'mongodb'

/** Databases that are the server's own. */
const OWN_DATABASES = new Set(['admin', 'config', 'local'])

export interface DumpSummary {
  collections: number
  documents: number
}

/**
 * Writes databases as `mongodump --out` does: for each collection its documents as BSON and, beside them,
 * its options and indexes. It only talks to the server, so any MongoDB can be dumped.
 */
export async function dump(
  client: MongoClient,
  folder: string,
  databases?: readonly string[]
): Promise<DumpSummary> {
  const summary: DumpSummary = { collections: 0, documents: 0 }
  for (const name of databases ?? (await databaseNames(client))) {
    const db = client.db(name)
    await mkdir(join(folder, name), { recursive: true })
    for (const collection of await db.listCollections().toArray()) {
      if (collection.type === 'view' || collection.name.startsWith('system.')) continue
      summary.documents += await dumpCollection(db, collection, join(folder, name))
      summary.collections++
    }
  }
  return summary
}

export async function databaseNames(client: MongoClient): Promise<string[]> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  return databases.map(({ name }) => name).filter((name) => !OWN_DATABASES.has(name))
}

type Listed = Awaited<ReturnType<ReturnType<Db['listCollections']>['toArray']>>[number]

async function dumpCollection(db: Db, listed: Listed, folder: string): Promise<number> {
  const collection = db.collection(listed.name)
  const path = join(folder, fileName(listed.name))
  let documents = 0
  await pipeline(
    async function* () {
      // raw: the bytes as they are stored, so that no type and no order of fields is lost
      for await (const document of collection.find({}, { raw: true })) {
        documents++
        yield document as unknown as Buffer
      }
    },
    createWriteStream(`${path}.bson`)
  )

  const metadata = {
    options: 'options' in listed ? (listed.options ?? {}) : {},
    indexes: await collection.listIndexes().toArray(),
    collectionName: listed.name,
    type: 'collection',
  }
  await writeFile(`${path}.metadata.json`, EJSON.stringify(metadata, { relaxed: false }))
  return documents
}

/** Names as mongodump writes them into file names. */
const fileName = (collection: string) =>
  collection.replace(/[%/\\:*?"<>|]/g, (character) => encodeURIComponent(character))
