import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, type Document } from 'bson'
import { MongoClient } from 'mongodb'
import { readArchive } from '@theta/embedded-mongo/tools/archive'
import { documentsOf } from '@theta/embedded-mongo/tools/byte_reader'
import { collectionNameOf } from '@theta/embedded-mongo/tools/dump_folder'

/** Source of the old system's documents. It is never written to. */
export interface ThetaSource {
  collections(): Promise<string[]>
  documents(collection: string): AsyncIterable<Document>
  close(): Promise<void>
}

/**
 * Opens a MongoDB by its URI, or the output of mongodump: a folder or an archive.
 * @throws {Error} with a message that contains no password
 */
export async function openSource(place: string): Promise<ThetaSource> {
  if (/^mongodb(\+srv)?:\/\//.test(place)) return openDatabase(place)
  const stats = await stat(place).catch(() => undefined)
  if (!stats) throw new Error(`No such file or folder: ${place}.`)
  return stats.isDirectory() ? openFolder(place) : new ArchiveSource(place)
}

async function openDatabase(uri: string): Promise<ThetaSource> {
  const isTimeoutSet = /[?&]serverSelectionTimeoutMS=/i.test(uri)
  const client = new MongoClient(uri, isTimeoutSet ? {} : { serverSelectionTimeoutMS: 5_000 })
  try {
    await client.connect()
  } catch (cause) {
    await client.close()
    throw new Error(`The old MongoDB is not responding: ${(cause as Error).name}.`, { cause })
  }
  return {
    async collections() {
      const listed = await client.db().listCollections({}, { nameOnly: true }).toArray()
      return listed.map(({ name }) => name)
    },
    documents: (collection) => client.db().collection(collection).find(),
    close: () => client.close(),
  }
}

/**
 * Opens the folder of a database, or its parent folder if the dump contains only that database.
 */
async function openFolder(folder: string): Promise<ThetaSource> {
  const files = new Map<string, string>()
  for await (const path of glob(['*.bson{,.gz}', '*/*.bson{,.gz}'], { cwd: folder })) {
    const name = collectionNameOf(path.replace(/^.*\//, '').replace(/\.bson(\.gz)?$/, ''))
    if (files.has(name))
      throw new Error(`${folder} contains several databases. Give the folder of one of them.`)
    files.set(name, join(folder, path))
  }
  if (files.size === 0) throw new Error(`${folder} does not contain a dump.`)
  return {
    collections: async () => [...files.keys()],
    async *documents(collection) {
      const file = files.get(collection)
      if (!file) return
      for await (const bytes of documentsOf(file)) yield deserialize(bytes)
    },
    close: async () => {},
  }
}

/** Reads an archive once per collection, since it may be larger than memory. */
class ArchiveSource implements ThetaSource {
  constructor(private path: string) {}

  async collections(): Promise<string[]> {
    for await (const entry of readArchive(this.path)) {
      if (entry.kind === 'collections') return entry.collections.map(({ name }) => name)
    }
    return []
  }

  async *documents(collection: string) {
    for await (const entry of readArchive(this.path)) {
      if (entry.kind === 'document' && entry.name === collection) yield deserialize(entry.document)
    }
  }

  async close() {}
}
