import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

const GZIP_MAGIC = 0x8b1f
const MIN_DOCUMENT_BYTES = 5
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024 + 16 * 1024

/** Reads a file as a stream, decompressing gzip if necessary. */
export class ByteReader {
  private readonly path: string
  private readonly chunks: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  private constructor(path: string, chunks: AsyncIterator<Buffer>) {
    this.path = path
    this.chunks = chunks
  }

  static async open(path: string): Promise<ByteReader> {
    const file = await open(path)
    const start = Buffer.alloc(2)
    await file.read(start, 0, 2, 0)
    await file.close()
    const stream = createReadStream(path, { highWaterMark: 1024 * 1024 })
    const isCompressed = start.readUInt16LE(0) === GZIP_MAGIC
    const bytes = isCompressed ? stream.pipe(createGunzip()) : stream
    // pipe() does not forward errors of the source
    if (isCompressed) stream.on('error', (error) => bytes.destroy(error))
    return new ByteReader(path, bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>)
  }

  /** Reads a 32-bit integer, or returns `undefined` at the end of the file. */
  async uint32(): Promise<number | undefined> {
    if (!(await this.fill(4))) {
      if (this.rest.length > 0) throw this.damaged('ends early')
      return undefined
    }
    const value = this.rest.readUInt32LE(0)
    this.rest = this.rest.subarray(4)
    return value
  }

  /** Reads the rest of a document whose length has just been read. */
  async document(length: number): Promise<Buffer> {
    if (length < MIN_DOCUMENT_BYTES || length > MAX_DOCUMENT_BYTES)
      throw this.damaged(`has a document with an invalid length of ${length} bytes`)
    if (!(await this.fill(length - 4))) throw this.damaged('ends in the middle of a document')
    const document = Buffer.allocUnsafe(length)
    document.writeUInt32LE(length, 0)
    this.rest.copy(document, 4, 0, length - 4)
    this.rest = this.rest.subarray(length - 4)
    if (document[length - 1] !== 0) throw this.damaged('has a document without a terminator')
    return document
  }

  damaged(what: string): Error {
    return new Error(`${this.path} is damaged: it ${what}`)
  }

  private async fill(length: number): Promise<boolean> {
    if (this.rest.length >= length) return true
    const pieces = [this.rest]
    let held = this.rest.length
    while (held < length) {
      const { value, done } = await this.next()
      if (done) break
      pieces.push(value)
      held += value.length
    }
    this.rest = Buffer.concat(pieces)
    return held >= length
  }

  private async next(): Promise<IteratorResult<Buffer>> {
    try {
      return await this.chunks.next()
    } catch (error) {
      throw this.damaged(`can't be decompressed (${(error as Error).message})`)
    }
  }
}

/** Yields the documents of a file that contains nothing else. */
export async function* documentsOf(path: string): AsyncGenerator<Buffer> {
  const reader = await ByteReader.open(path)
  for (;;) {
    const length = await reader.uint32()
    if (length === undefined) return
    yield reader.document(length)
  }
}
