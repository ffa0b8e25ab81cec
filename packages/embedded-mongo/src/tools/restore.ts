import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { EJSON, type Document } from 'bson'
import type { MongoClient } from 'mongodb'
import { decode } from '../bson/decode.ts'
import { readArchive } from './archive.ts'
import { documentsOf } from './byte_reader.ts'
import type { DumpSummary } from './dump.ts'
import { collectionNameOf } from './dump_folder.ts'
import { mustBe } from './places.ts'

const BATCH_BYTES = 8 * 1024 * 1024
const BATCH_DOCUMENTS = 1000

export interface RestoreOptions {
  /** A dump written by `dump`, `mongodump --out` or `mongodump --archive`, optionally compressed with gzip. */
  from: { folder: string } | { archive: string }
  /** Drop each collection before it is restored. */
  drop?: boolean
  /** Restores all collections of an archive into this database, not into their original ones. */
  into?: string
}

/**
 * Restores a dump to a server: collections with their options, then documents, then indexes.
 * Existing documents with the same `_id` cause an error unless collections are dropped first.
 */
export async function restore(
  client: MongoClient,
  { from, drop = false, into }: RestoreOptions
): Promise<DumpSummary> {
  return 'folder' in from
    ? restoreFolder(client, from.folder, drop)
    : restoreArchive(client, from.archive, { drop, into })
}

async function restoreFolder(
  client: MongoClient,
  folder: string,
  drop: boolean
): Promise<DumpSummary> {
  await mustBe('folder', folder)
  const summary: DumpSummary = { collections: 0, documents: 0 }
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const path = join(folder, entry.name)
    const files = await readdir(path)
    for (const file of files.sort()) {
      const base = /^(.*)\.bson(?:\.gz)?$/.exec(file)?.[1]
      if (base === undefined) continue
      const metadata = await readMetadata(join(path, base))
      const name = metadata.collectionName ?? collectionNameOf(base)
      const restored = new RestoredCollection(client, entry.name, name, metadata)
      await restored.begin(drop)
      for await (const document of documentsOf(join(path, file))) await restored.add(document)
      summary.documents += await restored.end()
      summary.collections++
    }
  }
  if (summary.collections === 0) throw new Error(`${folder} contains no dump`)
  return summary
}

async function restoreArchive(
  client: MongoClient,
  file: string,
  { drop, into }: { drop: boolean; into?: string }
): Promise<DumpSummary> {
  await mustBe('file', file)
  const restored = new Map<string, RestoredCollection>()
  const key = (database: string, name: string) => `${database}.${name}`
  for await (const entry of readArchive(file)) {
    if (entry.kind === 'document') {
      const collection = restored.get(key(entry.database, entry.name))
      if (!collection)
        throw new Error(
          `${file} is damaged: it does not match the collection ${entry.database}.${entry.name}`
        )
      await collection.add(entry.document)
      continue
    }
    for (const { database, name, metadata } of entry.collections) {
      const described = metadata ? EJSON.parse(metadata, { relaxed: false }) : {}
      const collection = new RestoredCollection(client, into ?? database, name, described)
      await collection.begin(drop)
      restored.set(key(database, name), collection)
    }
  }
  const summary: DumpSummary = { collections: restored.size, documents: 0 }
  for (const collection of restored.values()) summary.documents += await collection.end()
  return summary
}

/** A collection that is being restored. */
class RestoredCollection {
  private readonly client: MongoClient
  private readonly database: string
  private readonly name: string
  private readonly metadata: Document
  private batch: Buffer[] = []
  private bytes = 0
  private documents = 0

  constructor(client: MongoClient, database: string, name: string, metadata: Document) {
    this.client = client
    this.database = database
    this.name = name
    this.metadata = metadata
  }

  async begin(drop: boolean): Promise<void> {
    const db = this.client.db(this.database)
    if (drop) await db.dropCollection(this.name)
    const existing = await db.listCollections({ name: this.name }).toArray()
    if (existing.length > 0) return
    await this.withName(() => db.command({ create: this.name, ...this.metadata.options }))
  }

  async add(document: Buffer): Promise<void> {
    this.batch.push(document)
    this.bytes += document.length
    if (this.batch.length >= BATCH_DOCUMENTS || this.bytes >= BATCH_BYTES) await this.flush()
  }

  /** Writes the last batch, builds the indexes and returns the number of documents. */
  async end(): Promise<number> {
    await this.flush()
    const indexes: Document[] = this.metadata.indexes ?? []
    const others = indexes.filter(({ name }) => name !== '_id_').map(withoutNamespace)
    if (others.length > 0) {
      await this.withName(() =>
        this.client.db(this.database).command({ createIndexes: this.name, indexes: others })
      )
    }
    return this.documents
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return
    // unlike objects, maps keep the order of fields with numeric names
    const documents = this.batch.map((bytes) => decode(bytes))
    await this.withName(async () => {
      const { writeErrors = [] } = await this.client.db(this.database).command({
        insert: this.name,
        documents,
        ordered: true,
        // documents may be older than the validator
        bypassDocumentValidation: true,
      })
      if (writeErrors.length > 0) throw new Error(writeErrors[0].errmsg)
    })
    this.documents += this.batch.length
    this.batch = []
    this.bytes = 0
  }

  /** Adds the collection's name to errors. */
  private async withName(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw new Error(
        `${this.database}.${this.name} can't be restored: ${(error as Error).message}`,
        { cause: error }
      )
    }
  }
}

/** Removes the namespace that older dumps store with each index and that servers now reject. */
const withoutNamespace = ({ ns: _, ...index }: Document) => index

async function readMetadata(path: string): Promise<Document> {
  const text =
    (await optional(`${path}.metadata.json`)) ?? (await optional(`${path}.metadata.json.gz`))
  if (!text || text.length === 0) return {}
  const isCompressed = text[0] === 0x1f && text[1] === 0x8b
  const json = isCompressed ? await promisify(gunzip)(text) : text
  return EJSON.parse(json.toString('utf8'), { relaxed: false })
}

async function optional(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
