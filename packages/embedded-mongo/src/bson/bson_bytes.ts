import { MongoError } from '../errors.ts'

const scratch = new DataView(new ArrayBuffer(8))

/** Returns the length of the document that starts at a position. */
export function documentLength(bytes: Uint8Array, at: number): number {
  if (at + 5 > bytes.length) throw invalid('a document ends early')
  const length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
  if (length < 5 || at + length > bytes.length) throw invalid('a document has an impossible length')
  return length
}

export const invalid = (what: string) => new MongoError(22, `Invalid BSON: ${what}`)

/**
 * A read position in BSON bytes, with readers for values that carry their own length.
 *
 * @throws {MongoError} 22 InvalidBSON
 */
export class BsonBytes {
  protected readonly bytes: Buffer
  protected at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  protected skip(type: number): void {
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

  protected advance(length: number): void {
    this.at += length
    if (this.at > this.bytes.length) throw invalid('a value ends early')
  }

  protected take(length: number): Buffer {
    const start = this.at
    this.advance(length)
    return this.bytes.subarray(start, this.at)
  }

  protected int32(): number {
    const at = this.at
    this.advance(4)
    const b = this.bytes
    return b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)
  }

  protected int64(): bigint {
    const at = this.at
    this.advance(8)
    return this.bytes.readBigInt64LE(at)
  }

  protected double(): number {
    const at = this.at
    this.advance(8)
    for (let i = 0; i < 8; i++) scratch.setUint8(i, this.bytes[at + i])
    return scratch.getFloat64(0, true)
  }

  protected string(): string {
    const length = this.int32()
    if (length < 1) throw invalid('a string has an impossible length')
    const start = this.at
    this.advance(length)
    if (this.bytes[this.at - 1] !== 0) throw invalid('a string does not end in a zero byte')
    return this.text(start, this.at - 1)
  }

  protected cstring(): string {
    const start = this.at
    this.skipCstring()
    return this.text(start, this.at - 1)
  }

  protected skipCstring(): void {
    const b = this.bytes
    let at = this.at
    while (at < b.length && b[at] !== 0) at++
    if (at >= b.length) throw invalid('a name does not end')
    this.at = at + 1
  }

  /** Decodes a string. Short ASCII strings, such as field names, are decoded here faster than by a native call. */
  protected text(start: number, end: number): string {
    if (end - start > 8) return this.bytes.toString('utf8', start, end)
    let result = ''
    for (let at = start; at < end; at++) {
      const byte = this.bytes[at]
      if (byte > 127) return this.bytes.toString('utf8', start, end)
      result += String.fromCharCode(byte)
    }
    return result
  }
}
