import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EJSON, type Document } from 'bson'
import type { Db, MongoClient } from 'mongodb'
import { decode } from '../bson/decode.ts'
import type { DumpSummary } from './dump.ts'

const BATCH_BYTES = 8 * 1024 * 1024
const BATCH_DOCUMENTS = 1000
const MIN_DOCUMENT_BYTES = 5

/**
 * Reads what `dump` or `mongodump --out` wrote into a server. Documents that are there already are an
 * error, unless their collections are dropped first.
 */
export async function restore(
  client: MongoClient,
  folder: string,
  options: { drop?: boolean } = {}
): Promise<DumpSummary> {
  const summary: DumpSummary = { collections: 0, documents: 0 }
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const db = client.db(entry.name)
    for (const file of await readdir(join(folder, entry.name))) {
      if (!file.endsWith('.bson')) continue
      const path = join(folder, entry.name, file.slice(0, -'.bson'.length))
      summary.documents += await restoreCollection(db, path, options.drop ?? false)
      summary.collections++
    }
  }
  return summary
}

async function restoreCollection(db: Db, path: string, drop: boolean): Promise<number> {
  const metadata = await readMetadata(path)
  const name: string =
    metadata.collectionName ?? decodeURIComponent(path.split(/[/\\]/).at(-1) as string)
  if (drop) await db.dropCollection(name)
  const existing = await db.listCollections({ name }).toArray()
  if (existing.length === 0) await db.createCollection(name, metadata.options ?? {})

  let documents = 0
  for await (const batch of batchesOf(`${path}.bson`)) {
    // maps keep the order of fields whose names are numbers; objects would not
    await db
      .command({ insert: name, documents: batch.map((bytes) => decode(bytes)), ordered: true })
      .then(throwWriteError)
    documents += batch.length
  }
  const indexes = (metadata.indexes ?? []).filter((index: Document) => index.name !== '_id_')
  if (indexes.length > 0)
    await db.command({ createIndexes: name, indexes: indexes.map(withoutNamespace) })
  return documents
}

function throwWriteError({ writeErrors = [] }: Document): void {
  if (writeErrors.length > 0) throw new Error(writeErrors[0].errmsg)
}

/** Older dumps name the namespace in each index, which servers now refuse. */
const withoutNamespace = ({ ns: _, ...index }: Document) => index

async function readMetadata(path: string): Promise<Document> {
  try {
    return EJSON.parse(await readFile(`${path}.metadata.json`, 'utf8'), { relaxed: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** The documents of a BSON file, some at a time. */
async function* batchesOf(file: string): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0)
  let batch: Buffer[] = []
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    rest = Buffer.concat([rest, chunk as Buffer])
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0)
      if (length < MIN_DOCUMENT_BYTES) throw new Error(`${file} is damaged`)
      batch.push(rest.subarray(0, length))
      bytes += length
      rest = rest.subarray(length)
      if (batch.length < BATCH_DOCUMENTS && bytes < BATCH_BYTES) continue
      yield batch
      batch = []
      bytes = 0
    }
  }
  if (rest.length > 0) throw new Error(`${file} ends within a document`)
  if (batch.length > 0) yield batch
}
