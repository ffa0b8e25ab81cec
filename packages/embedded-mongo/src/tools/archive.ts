import { deserialize, serialize, type Document } from 'bson'
import { Long } from 'mongodb'
import { ByteReader } from './byte_reader.ts'
import { ByteWriter } from './byte_writer.ts'
import { Crc64 } from './crc64.ts'
import type { DumpedCollection, DumpTarget } from './dump_target.ts'

/*
 * mongodump's archive format: a magic number, a prelude with a header and each collection's
 * metadata, then blocks of documents. A block consists of a header document that names the
 * collection, the documents and a terminator. A collection ends with an empty block that contains
 * the checksum of its documents.
 */

const MAGIC_NUMBER = 0x8199e26d
const TERMINATOR = 0xffffffff
const VERSION = '0.1'

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export class ArchiveWriter implements DumpTarget {
  private readonly file: ByteWriter

  constructor(path: string, gzip: boolean) {
    this.file = new ByteWriter(path, { gzip })
  }

  async begin(collections: readonly DumpedCollection[], serverVersion: string): Promise<void> {
    await this.file.write(uint32(MAGIC_NUMBER))
    await this.document({
      concurrent_collections: 1,
      version: VERSION,
      server_version: serverVersion,
      tool_version: '100.0.0',
    })
    for (const { database, name, metadata } of collections) {
      await this.document({ db: database, collection: name, metadata, size: 0, type: '' })
    }
    await this.file.write(uint32(TERMINATOR))
  }

  async write(
    { database, name }: DumpedCollection,
    documents: AsyncIterable<Uint8Array>
  ): Promise<number> {
    const checksum = new Crc64()
    let count = 0
    for await (const document of documents) {
      if (count++ === 0)
        await this.document({ db: database, collection: name, EOF: false, CRC: Long.ZERO })
      checksum.update(document)
      await this.file.write(document)
    }
    if (count > 0) await this.file.write(uint32(TERMINATOR))
    const CRC = Long.fromBigInt(checksum.value)
    await this.document({ db: database, collection: name, EOF: true, CRC })
    await this.file.write(uint32(TERMINATOR))
    return count
  }

  async end(): Promise<void> {
    await this.file.end()
  }

  private async document(document: Document): Promise<void> {
    await this.file.write(serialize(document))
  }
}

/** The entries of an archive, in order. */
export type ArchiveEntry =
  | { kind: 'collections'; collections: DumpedCollection[] }
  | { kind: 'document'; database: string; name: string; document: Buffer }

/** @throws {Error} if the file is not an archive or is truncated, or if a checksum is wrong */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry> {
  const reader = await ByteReader.open(path)
  if ((await reader.uint32()) !== MAGIC_NUMBER)
    throw new Error(`${path} is not a mongodump archive`)
  yield { kind: 'collections', collections: await readPrelude(reader) }

  const checksums = new Map<string, Crc64>()
  for (;;) {
    const length = await reader.uint32()
    if (length === undefined) break
    const header = deserialize(await reader.document(length), { promoteLongs: false })
    const [database, name] = [String(header.db), String(header.collection)]
    const namespace = `${database}.${name}`
    const checksum = checksums.get(namespace) ?? new Crc64()
    checksums.set(namespace, checksum)
    for await (const document of blockOf(reader)) {
      checksum.update(document)
      yield { kind: 'document', database, name, document }
    }
    if (header.EOF !== true) continue
    if ((header.CRC as Long).toBigInt() !== checksum.value)
      throw reader.damaged(`has a wrong checksum for ${namespace}`)
    checksums.delete(namespace)
  }
  const [unfinished] = checksums.keys()
  if (unfinished !== undefined) throw reader.damaged(`ends in the middle of ${unfinished}`)
}

async function readPrelude(reader: ByteReader): Promise<DumpedCollection[]> {
  const collections: DumpedCollection[] = []
  const [header, ...described] = await Array.fromAsync(blockOf(reader))
  const { version } = header ? deserialize(header) : {}
  if (version !== VERSION)
    throw reader.damaged(`has archive version ${version} instead of ${VERSION}`)
  for (const bytes of described) {
    const { db, collection, metadata, type } = deserialize(bytes)
    if (type !== 'view') collections.push({ database: db, name: collection, metadata })
  }
  return collections
}

/** Yields the documents up to the next terminator. */
async function* blockOf(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const length = await reader.uint32()
    if (length === TERMINATOR) return
    if (length === undefined) throw reader.damaged('ends early')
    yield reader.document(length)
  }
}
