import { MongoError } from '../errors.ts'
import type { Steps } from '../pause.ts'
import { BsonBytes, documentLength, invalid } from './bson_bytes.ts'
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

/** Higher than a document's limit (100), because commands wrap documents. */
const MAX_DEPTH = 180

/** Bytes of a document that are decoded in one turn, within a few milliseconds even if all values are short. */
export const MAX_SYNC_READ_BYTES = 128 * 1024

/** Decodes values from BSON bytes, at once or in steps. @throws {MongoError} 22 InvalidBSON */
export class Reader extends BsonBytes {
  /** Position of the last pause. */
  private lastPauseAt = 0

  readWholeDocument(): Doc {
    const length = documentLength(this.bytes, 0)
    if (length !== this.bytes.length) throw invalid('bytes follow the document')
    return this.document(1)
  }

  *wholeDocumentInSteps(): Steps<Doc> {
    const length = documentLength(this.bytes, 0)
    if (length !== this.bytes.length) throw invalid('bytes follow the document')
    return yield* this.documentInSteps(1)
  }

  *fieldsInSteps(names: ReadonlySet<string>): Steps<Doc> {
    const result: Doc = new Map()
    const end = documentLength(this.bytes, 0) - 1
    this.at = 4
    while (this.at < end && result.size < names.size) {
      const type = this.bytes[this.at++]
      const name = this.cstring()
      if (!names.has(name)) this.skip(type)
      else
        result.set(name, this.isLong(type) ? yield* this.longValue(type, 1) : this.value(type, 1))
    }
    return result
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

  *commandInSteps(rawArray: string): Steps<{ command: Doc; raw?: RawDoc[] }> {
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
      else
        command.set(name, this.isLong(type) ? yield* this.longValue(type, 1) : this.value(type, 1))
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
      this.skipCstring() // array elements are named by their index
      result.push(this.value(type, depth))
    }
    this.finish(end)
    return result
  }

  /** Does the same as `document`, in steps of a few values. */
  private *documentInSteps(depth: number): Steps<Doc> {
    const result: Doc = new Map()
    const end = this.begin(depth)
    while (this.at < end) {
      const type = this.bytes[this.at++]
      const name = this.cstring()
      result.set(
        name,
        this.isLong(type) ? yield* this.longValue(type, depth) : this.value(type, depth)
      )
      if (this.isTired()) yield
    }
    this.finish(end)
    return result
  }

  private *arrayInSteps(depth: number): Steps<Value[]> {
    const result: Value[] = []
    const end = this.begin(depth)
    while (this.at < end) {
      const type = this.bytes[this.at++]
      this.skipCstring()
      result.push(this.isLong(type) ? yield* this.longValue(type, depth) : this.value(type, depth))
      if (this.isTired()) yield
    }
    this.finish(end)
    return result
  }

  private *longValue(type: number, depth: number): Steps<Value> {
    return yield* type === 0x03 ? this.documentInSteps(depth + 1) : this.arrayInSteps(depth + 1)
  }

  private isLong(type: number): boolean {
    return (
      (type === 0x03 || type === 0x04) && documentLength(this.bytes, this.at) > MAX_SYNC_READ_BYTES
    )
  }

  private isTired(): boolean {
    if (this.at - this.lastPauseAt < MAX_SYNC_READ_BYTES) return false
    this.lastPauseAt = this.at
    return true
  }

  /** Enters a document and returns the position of its last byte. */
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
