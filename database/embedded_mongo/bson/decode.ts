import { MongoError } from '../errors.ts'
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
  Undefined,
  type Doc,
  type Value,
} from './types.ts'

/** Deeper than any document may be (100), so that commands have room around documents. */
const MAX_DEPTH = 180

const scratch = new DataView(new ArrayBuffer(8))

/** Reads a whole document. @throws {MongoError} 22 InvalidBSON */
export function decode(bytes: Uint8Array): Doc {
  return new Reader(bytes).readWholeDocument()
}

/**
 * Reads only the named top-level fields: a scan that looks at two fields of a document needn't build
 * the others.
 */
export function decodeFields(bytes: Uint8Array, names: ReadonlySet<string>): Doc {
  return new Reader(bytes).readFields(names)
}

/** The value of one top-level field, or `undefined`. */
export function decodeField(bytes: Uint8Array, name: string): Value | undefined {
  return new Reader(bytes).readFields(new Set([name])).get(name)
}

/**
 * Reads a command, but leaves the documents of one of its arrays as the bytes that they are: what is only
 * to be stored needn't be built.
 */
export function decodeCommand(
  bytes: Uint8Array,
  rawArray: string
): { command: Doc; raw?: RawDoc[] } {
  return new Reader(bytes).readCommand(rawArray)
}

/** Checks a document from top to bottom without building it. @throws {MongoError} */
export function validate(bytes: Uint8Array, maxDepth: number): void {
  const reader = new Reader(bytes)
  reader.checkDocument(0, bytes.length, 1, maxDepth)
}

/** A position in a message at which each document's bytes can be cut out. */
export function documentLength(bytes: Uint8Array, at: number): number {
  if (at + 5 > bytes.length) throw invalid('a document ends early')
  const length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
  if (length < 5 || at + length > bytes.length) throw invalid('a document has an impossible length')
  return length
}

const invalid = (what: string) => new MongoError(22, `Invalid BSON: ${what}`)

class Reader {
  private readonly bytes: Buffer
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  readWholeDocument(): Doc {
    const length = documentLength(this.bytes, 0)
    if (length !== this.bytes.length) throw invalid('bytes follow the document')
    return this.document(1)
  }

  readFields(names: ReadonlySet<string>): Doc {
    const result: Doc = new Map()
    const end = documentLength(this.bytes, 0) - 1
    this.at = 4
    let missing = names.size
    while (this.at < end && missing > 0) {
      const type = this.bytes[this.at++]
      const name = this.cstring()
      if (names.has(name)) {
        result.set(name, this.value(type, 1))
        missing--
      } else {
        this.skip(type)
      }
    }
    return result
  }

  readCommand(rawArray: string): { command: Doc; raw?: RawDoc[] } {
    const length = documentLength(this.bytes, 0)
    if (length !== this.bytes.length) throw invalid('bytes follow the document')
    const command: Doc = new Map()
    let raw: RawDoc[] | undefined
    const end = length - 1
    this.at = 4
    while (this.at < end) {
      const type = this.bytes[this.at++]
      const name = this.cstring()
      if (name === rawArray && type === 0x04) raw = this.rawDocuments(name)
      else command.set(name, this.value(type, 1))
    }
    if (this.at !== end || this.bytes[end] !== 0) throw invalid('a document ends early')
    return { command, raw }
  }

  private rawDocuments(name: string): RawDoc[] {
    const documents: RawDoc[] = []
    const end = this.at + documentLength(this.bytes, this.at) - 1
    this.at += 4
    while (this.at < end) {
      const type = this.bytes[this.at++]
      this.skipCstring()
      if (type !== 0x03) throw new MongoError(14, `BSON field '${name}' must hold documents only`)
      const start = this.at
      this.skip(type)
      documents.push(new RawDoc(this.bytes.subarray(start, this.at)))
    }
    if (this.at !== end) throw invalid('an array ends early')
    this.at = end + 1
    return documents
  }

  checkDocument(start: number, limit: number, depth: number, maxDepth: number): void {
    if (depth > maxDepth) {
      throw new MongoError(15, `Object exceeds maximum nested object depth of ${maxDepth}`)
    }
    const length = documentLength(this.bytes, start)
    if (start + length > limit) throw invalid('a document is longer than what holds it')
    const end = start + length - 1
    if (this.bytes[end] !== 0) throw invalid('a document does not end in a zero byte')
    this.at = start + 4
    while (this.at < end) {
      const type = this.bytes[this.at++]
      this.skipCstring()
      const valueAt = this.at
      this.skip(type)
      const next = this.at
      if (next > end) throw invalid('a value is longer than its document')
      if (type === 0x03 || type === 0x04) this.checkDocument(valueAt, end, depth + 1, maxDepth)
      else if (type === 0x02 || type === 0x0d || type === 0x0e) {
        if (this.bytes[next - 1] !== 0) throw invalid('a string does not end in a zero byte')
      }
      this.at = next
    }
    if (this.at !== end) throw invalid('a document ends early')
  }

  private document(depth: number): Doc {
    const result: Doc = new Map()
    const end = this.begin(depth)
    while (this.at < end) {
      const type = this.bytes[this.at++]
      const name = this.cstring()
      result.set(name, this.value(type, depth))
    }
    this.finish(end)
    return result
  }

  private array(depth: number): Value[] {
    const result: Value[] = []
    const end = this.begin(depth)
    while (this.at < end) {
      const type = this.bytes[this.at++]
      this.skipCstring() // the elements' names are their numbers
      result.push(this.value(type, depth))
    }
    this.finish(end)
    return result
  }

  /** Steps into a document, and answers where its last byte must be. */
  private begin(depth: number): number {
    if (depth > MAX_DEPTH)
      throw new MongoError(15, 'Object exceeds the maximum nested object depth')
    const end = this.at + documentLength(this.bytes, this.at) - 1
    this.at += 4
    return end
  }

  private finish(end: number): void {
    if (this.at !== end || this.bytes[end] !== 0) throw invalid('a document ends early')
    this.at = end + 1
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.double())
      case 0x02:
        return this.string()
      case 0x03:
        return this.document(depth + 1)
      case 0x04:
        return this.array(depth + 1)
      case 0x05:
        return this.binary()
      case 0x06:
        return Undefined.value
      case 0x07:
        return new ObjectId(this.take(12))
      case 0x08:
        return this.take(1)[0] !== 0
      case 0x09:
        return new Date(Number(this.int64()))
      case 0x0a:
        return null
      case 0x0b:
        return this.regex()
      case 0x0c: {
        const namespace = this.string()
        return new Map<string, Value>([
          ['$ref', namespace],
          ['$id', new ObjectId(this.take(12))],
        ])
      }
      case 0x0d:
        return new Code(this.string())
      case 0x0e:
        return new BSONSymbol(this.string())
      case 0x0f:
        return this.codeWithScope(depth)
      case 0x10:
        return this.int32()
      case 0x11: {
        const low = this.int32()
        return new Timestamp({ t: this.int32() >>> 0, i: low >>> 0 })
      }
      case 0x12:
        return this.int64()
      case 0x13:
        return new Decimal128(Buffer.from(this.take(16)))
      case 0x7f:
        return new MaxKey()
      case 0xff:
        return new MinKey()
      default:
        throw invalid(`unknown type ${type}`)
    }
  }

  private skip(type: number): void {
    switch (type) {
      case 0x01:
      case 0x09:
      case 0x11:
      case 0x12:
        return this.advance(8)
      case 0x02:
      case 0x0d:
      case 0x0e: {
        const length = this.int32()
        if (length < 1) throw invalid('a string has an impossible length')
        return this.advance(length)
      }
      case 0x03:
      case 0x04:
      case 0x0f: {
        const length = documentLength(this.bytes, this.at)
        return this.advance(length)
      }
      case 0x05: {
        const length = this.int32()
        if (length < 0) throw invalid('a binary has an impossible length')
        return this.advance(length + 1)
      }
      case 0x07:
        return this.advance(12)
      case 0x08:
        return this.advance(1)
      case 0x0b:
        this.skipCstring()
        return this.skipCstring()
      case 0x0c:
        this.skip(0x02)
        return this.advance(12)
      case 0x10:
        return this.advance(4)
      case 0x13:
        return this.advance(16)
      case 0x06:
      case 0x0a:
      case 0x7f:
      case 0xff:
        return
      default:
        throw invalid(`unknown type ${type}`)
    }
  }

  private advance(length: number): void {
    this.at += length
    if (this.at > this.bytes.length) throw invalid('a value ends early')
  }

  private take(length: number): Buffer {
    const start = this.at
    this.advance(length)
    return this.bytes.subarray(start, this.at)
  }

  private int32(): number {
    const at = this.at
    this.advance(4)
    const b = this.bytes
    return b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)
  }

  private int64(): bigint {
    const at = this.at
    this.advance(8)
    return this.bytes.readBigInt64LE(at)
  }

  private double(): number {
    const at = this.at
    this.advance(8)
    for (let i = 0; i < 8; i++) scratch.setUint8(i, this.bytes[at + i])
    return scratch.getFloat64(0, true)
  }

  private string(): string {
    const length = this.int32()
    if (length < 1) throw invalid('a string has an impossible length')
    const start = this.at
    this.advance(length)
    if (this.bytes[this.at - 1] !== 0) throw invalid('a string does not end in a zero byte')
    return this.text(start, this.at - 1)
  }

  private cstring(): string {
    const start = this.at
    this.skipCstring()
    return this.text(start, this.at - 1)
  }

  private skipCstring(): void {
    const b = this.bytes
    let at = this.at
    while (at < b.length && b[at] !== 0) at++
    if (at >= b.length) throw invalid('a name does not end')
    this.at = at + 1
  }

  /** Short ASCII texts, such as field names, are quicker put together here than by a native call. */
  private text(start: number, end: number): string {
    if (end - start > 8) return this.bytes.toString('utf8', start, end)
    let result = ''
    for (let at = start; at < end; at++) {
      const byte = this.bytes[at]
      if (byte > 127) return this.bytes.toString('utf8', start, end)
      result += String.fromCharCode(byte)
    }
    return result
  }

  private binary(): Binary {
    const length = this.int32()
    if (length < 0) throw invalid('a binary has an impossible length')
    const subtype = this.take(1)[0]
    const content = Buffer.from(this.take(length))
    return new Binary(content, subtype)
  }

  private regex(): BSONRegExp {
    const pattern = this.cstring()
    const options = this.cstring()
    if (/[^imxlsu]/.test(options)) throw invalid('a regular expression has unknown options')
    return new BSONRegExp(pattern, options)
  }

  private codeWithScope(depth: number): Code {
    const end = this.at + documentLength(this.bytes, this.at)
    this.at += 4
    const code = this.string()
    const scope = this.document(depth + 1)
    if (this.at !== end) throw invalid('code with scope has an impossible length')
    return new Code(code, Object.fromEntries(scope))
  }
}
