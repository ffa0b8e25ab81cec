import { spend } from '../effort.ts'
import { MongoError } from '../errors.ts'
import { runInTurns, type Pause, type Steps } from '../pause.ts'
import { BsonOutput, MAX_REPLY_SIZE } from './bson_output.ts'
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  RawDoc,
  Timestamp,
  type Value,
} from './types.ts'

/** The content of replies: plain objects with BSON values, and stored documents as bytes. */
export type Encodable =
  | Value
  | RawDoc
  | undefined
  | ReadonlyMap<string, Encodable>
  | readonly Encodable[]
  | { readonly [name: string]: Encodable }

const INITIAL_SIZE = 16 * 1024

/** Number of values that can be written in one turn, within a few milliseconds. */
const MAX_SYNC_VALUES = 20_000

/** Strings, binaries and raw documents longer than this count as several values, in proportion to their length. */
const LONG_VALUE = 64 * 1024
const BYTES_FOR_A_VALUE = 64

/** The buffer shared by all calls. Encoding is synchronous, and the bytes are copied out at the end. */
let shared: Buffer = Buffer.allocUnsafe(INITIAL_SIZE)

type EncodableDoc = ReadonlyMap<string, Encodable> | { readonly [name: string]: Encodable }

/** @throws {MongoError} 50 if the document takes too long to encode in one turn */
export function encode(document: EncodableDoc): Buffer {
  const writer = new Writer(shared)
  writer.document(document)
  return copiedOut(writer)
}

function copiedOut(writer: Writer): Buffer {
  const result = Buffer.from(writer.bytes.subarray(0, writer.at))
  // release the memory of a large reply
  shared = writer.bytes.length > 1024 * 1024 ? Buffer.allocUnsafe(INITIAL_SIZE) : writer.bytes
  return result
}

interface EncodeOptions {
  /** Bytes to reserve before the document. */
  headroom?: number
  /** The maximum nesting depth of documents and arrays. */
  maxDepth?: number
  /** In bytes. Defaults to the maximum size of a reply. */
  maxSize?: number
}

/**
 * Encodes a document with any number of values, yielding to the event loop.
 *
 * @throws {MongoError} 15 Overflow if it is nested too deeply, 10334 if it greatly exceeds the
 * maximum size
 */
export function encodeAsync(
  document: EncodableDoc,
  pause: Pause,
  options: EncodeOptions = {}
): Buffer | Promise<Buffer> {
  try {
    const writer = new Writer(shared)
    writer.begins(options)
    writer.left = MAX_SYNC_VALUES
    writer.document(document)
    return copiedOut(writer)
  } catch (error) {
    if (!(error instanceof TooLong)) throw error
  }
  return runInTurns(encodedInSteps(document, options), pause)
}

function* encodedInSteps(document: EncodableDoc, options: EncodeOptions): Steps<Buffer> {
  const writer = new Writer(Buffer.allocUnsafe(INITIAL_SIZE))
  writer.begins(options)
  yield* writer.documentInSteps(document)
  return writer.bytes.subarray(0, writer.at)
}

/** Signals that the document has too many values to be written in one turn. */
class TooLong extends Error {}

function weightOf(value: Encodable): number {
  const length =
    typeof value === 'string'
      ? value.length
      : value instanceof RawDoc
        ? value.bytes.length
        : value instanceof Binary
          ? value.position
          : 0
  return length < LONG_VALUE ? 1 : length / BYTES_FOR_A_VALUE
}

const isPlain = (value: Encodable): value is { readonly [name: string]: Encodable } =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Returns a document's fields with their names, or an array's elements with their indexes. */
function entriesOf(container: EncodableDoc): Iterable<[string | number, Encodable]> {
  if (container instanceof Map || Array.isArray(container)) return container.entries()
  return Object.entries(container)
}

class Writer extends BsonOutput {
  /** Number of values that may still be written in this turn. */
  left = Number.POSITIVE_INFINITY
  private depth = 0
  private maxDepth = Number.POSITIVE_INFINITY

  begins({
    headroom = 0,
    maxDepth = Number.POSITIVE_INFINITY,
    maxSize = MAX_REPLY_SIZE,
  }: EncodeOptions): void {
    this.at = headroom
    this.maxDepth = maxDepth
    this.maxSize = maxSize
  }

  document(document: EncodableDoc): void {
    const start = this.begin()
    if (document instanceof Map) {
      for (const [name, value] of document) this.element(name, value as Encodable)
    } else {
      for (const [name, value] of Object.entries(document)) this.element(name, value)
    }
    this.finish(start)
  }

  private array(values: readonly Encodable[]): void {
    const start = this.begin()
    for (const [index, value] of values.entries()) {
      this.element(String(index), value === undefined ? null : value)
    }
    this.finish(start)
  }

  /** Does the same as `document`, in steps of a few values. */
  *documentInSteps(document: EncodableDoc): Generator<void> {
    const start = this.begin()
    let steps = 0
    let lastPauseAt = start
    for (const [name, value] of entriesOf(document)) {
      if (Array.isArray(value) || value instanceof Map || isPlain(value)) {
        this.byte(Array.isArray(value) ? 0x04 : 0x03)
        this.cstring(String(name))
        yield* this.documentInSteps(value as EncodableDoc)
      } else {
        this.element(String(name), value === undefined && typeof name === 'number' ? null : value)
      }
      if (++steps % 64 !== 0 && this.at - lastPauseAt < LONG_VALUE) continue
      lastPauseAt = this.at
      yield
    }
    this.finish(start)
  }

  private begin(): number {
    spend()
    if (++this.depth > this.maxDepth) {
      throw new MongoError(15, `Object exceeds maximum nested object depth of ${this.maxDepth}`)
    }
    const start = this.at
    this.reserve(4)
    this.at += 4
    return start
  }

  private finish(start: number): void {
    this.depth--
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start, start)
  }

  private element(name: string, value: Encodable): void {
    if (value === undefined) return
    this.left -= weightOf(value)
    if (this.left < 0) throw new TooLong()
    const typeAt = this.at
    this.byte(0)
    this.cstring(name)
    // writing the value may replace the buffer
    const type = this.value(value)
    this.bytes[typeAt] = type
  }

  /** Writes the value and returns its type, which precedes the name. */
  private value(value: Exclude<Encodable, undefined>): number {
    if (value === null) return 0x0a
    switch (typeof value) {
      case 'string':
        this.string(value)
        return 0x02
      case 'number':
        return this.number(value)
      case 'boolean':
        this.byte(value ? 1 : 0)
        return 0x08
      case 'bigint':
        this.int64(value)
        return 0x12
    }
    if (value instanceof RawDoc) {
      this.raw(value.bytes)
      return 0x03
    }
    if (value instanceof Map) {
      this.document(value)
      return 0x03
    }
    if (Array.isArray(value)) {
      this.array(value)
      return 0x04
    }
    if (value instanceof ObjectId) {
      this.raw(value.id)
      return 0x07
    }
    if (value instanceof Double) {
      this.double(value.value)
      return 0x01
    }
    if (value instanceof Date) {
      const time = value.getTime()
      this.int64(Number.isNaN(time) ? 0n : BigInt(time))
      return 0x09
    }
    return this.rarerValue(value as object)
  }

  private rarerValue(value: object): number {
    if (value instanceof Decimal128) {
      this.raw(value.bytes)
      return 0x13
    }
    if (value instanceof Binary) {
      const content = value.buffer.subarray(0, value.position)
      this.int32(content.length)
      this.byte(value.sub_type)
      this.raw(content)
      return 0x05
    }
    if (value instanceof BSONRegExp) {
      this.cstring(value.pattern)
      this.cstring(value.options)
      return 0x0b
    }
    if (value instanceof Timestamp) {
      this.int32(value.i | 0)
      this.int32(value.t | 0)
      return 0x11
    }
    if (value instanceof Code) return this.code(value)
    if (value instanceof BSONSymbol) {
      this.string(value.value)
      return 0x0e
    }
    if (value instanceof MinKey) return 0xff
    if (value instanceof MaxKey) return 0x7f
    if (isPlain(value as Encodable)) {
      this.document(value as { [name: string]: Encodable })
      return 0x03
    }
    return 0x06
  }

  private code(value: Code): number {
    if (!value.scope) {
      this.string(value.code)
      return 0x0d
    }
    const start = this.at
    this.int32(0)
    this.string(value.code)
    this.document(value.scope as { [name: string]: Encodable })
    this.bytes.writeInt32LE(this.at - start, start)
    return 0x0f
  }

  private number(value: number): number {
    if (Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff) {
      this.int32(value)
      return 0x10
    }
    this.double(value)
    return 0x01
  }
}
