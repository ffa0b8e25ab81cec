import { randomBytes } from 'node:crypto'
import { encodeAsync } from '../bson/encode.ts'
import { RawDoc, type Doc } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import type { Pause } from '../pause.ts'

export type Item = RawDoc | Doc

const IDLE_TIMEOUT_MS = 10 * 60_000

/** Maximum batch size. Building larger replies would block the event loop. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024

/** A result may be slightly larger than a stored document, as in MongoDB. */
const MAX_RESULT_BYTES = 16 * 1024 * 1024 + 16 * 1024

export const DEFAULT_BATCH_SIZE = 101

/** The remaining results of a query. */
export class Cursor {
  readonly namespace: string
  lastUse = Date.now()
  killed = false
  readonly keepsForever: boolean
  private readonly source: AsyncIterator<Item[]>
  private buffer: Item[] = []
  private at = 0
  private ended = false
  private ownId?: bigint

  constructor(namespace: string, source: AsyncIterable<Item[]>, keepsForever = false) {
    this.namespace = namespace
    this.source = source[Symbol.asyncIterator]()
    this.keepsForever = keepsForever
  }

  /** Allocated lazily: most cursors are exhausted by their first batch and never need an ID. */
  get id(): bigint {
    return (this.ownId ??= randomId())
  }

  /** Returns the next batch: at most `count` documents and at most one reply's size. */
  async next(count: number, pause: Pause): Promise<{ batch: RawDoc[]; exhausted: boolean }> {
    const batch: RawDoc[] = []
    let bytes = 0
    while (batch.length < count) {
      if (this.at === this.buffer.length && !(await this.fill())) break
      if (pause.isDue()) await pause.take()
      const item = this.buffer[this.at]
      const document = item instanceof RawDoc ? item : await rawDocOf(item, pause)
      bytes += document.bytes.length
      if (bytes > MAX_BATCH_BYTES && batch.length > 0) break
      batch.push(document)
      this.at++
      if (pause.isDue()) await pause.take()
    }
    this.lastUse = Date.now()
    return { batch, exhausted: this.ended && this.at === this.buffer.length }
  }

  async close(): Promise<void> {
    this.killed = true
    this.ended = true
    await this.source.return?.()
  }

  private async fill(): Promise<boolean> {
    while (!this.ended) {
      const { value, done } = await this.source.next()
      if (done) this.ended = true
      else if (value.length > 0) {
        this.buffer = value
        this.at = 0
        return true
      }
    }
    return false
  }
}

/** @throws {MongoError} 10334 if the document exceeds the maximum size */
async function rawDocOf(item: Doc, pause: Pause): Promise<RawDoc> {
  const bytes = await encodeAsync(item, pause, { maxSize: MAX_RESULT_BYTES })
  if (bytes.length > MAX_RESULT_BYTES)
    throw new MongoError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_RESULT_BYTES}(16MB)`
    )
  return new RawDoc(bytes)
}

function randomId(): bigint {
  return BigInt.asIntN(64, randomBytes(8).readBigUInt64LE() & 0x7fffffffffffffffn) || 1n
}

/** The open cursors. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>()
  private readonly sweeper: NodeJS.Timeout

  constructor() {
    this.sweeper = setInterval(() => this.sweep(), 30_000).unref()
  }

  add(cursor: Cursor): void {
    this.cursors.set(cursor.id, cursor)
  }

  /** @throws {MongoError} 43 CursorNotFound */
  get(id: bigint): Cursor {
    const cursor = this.cursors.get(id)
    if (!cursor) throw new MongoError(43, `cursor id ${id} not found`)
    return cursor
  }

  async kill(id: bigint): Promise<boolean> {
    const cursor = this.cursors.get(id)
    if (!cursor) return false
    this.cursors.delete(id)
    await cursor.close()
    return true
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper)
    for (const id of [...this.cursors.keys()]) await this.kill(id)
  }

  private sweep(): void {
    const now = Date.now()
    for (const { id, lastUse, keepsForever } of this.cursors.values()) {
      if (!keepsForever && now - lastUse > IDLE_TIMEOUT_MS) void this.kill(id)
    }
  }
}
