import { MongoError } from '../errors.ts'

/** The maximum size of a reply. */
export const MAX_REPLY_SIZE = 48_000_000

/** Bytes of slack after the maximum size, so that exceeding it is detected before the buffer overflows. */
const SLACK_BYTES = 64 * 1024

/** A BSON output buffer, with writers for values that carry their own length. */
export class BsonOutput {
  bytes: Buffer
  at = 0
  /** Writing is aborted at this size, before it uses too much time and memory. */
  protected maxSize = MAX_REPLY_SIZE

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  protected reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return
    if (this.at > this.maxSize)
      throw new MongoError(10334, `BSONObj size is more than ${this.maxSize} bytes`)
    const wanted = Math.min(this.bytes.length * 2, this.maxSize + SLACK_BYTES)
    const larger = Buffer.allocUnsafe(Math.max(wanted, this.at + length))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }

  protected byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  protected int32(value: number): void {
    this.reserve(4)
    this.at = this.bytes.writeInt32LE(value, this.at)
  }

  protected int64(value: bigint): void {
    this.reserve(8)
    this.at = this.bytes.writeBigInt64LE(value, this.at)
  }

  protected double(value: number): void {
    this.reserve(8)
    this.at = this.bytes.writeDoubleLE(value, this.at)
  }

  protected raw(content: Uint8Array): void {
    this.reserve(content.length)
    this.bytes.set(content, this.at)
    this.at += content.length
  }

  protected cstring(text: string): void {
    this.text(text)
    this.byte(0)
  }

  protected string(text: string): void {
    const start = this.at
    this.int32(0)
    this.text(text)
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start - 4, start)
  }

  protected text(text: string): void {
    if (text.length > 24) {
      this.reserve(text.length * 3)
      this.at += this.bytes.write(text, this.at, 'utf8')
      return
    }
    this.reserve(text.length * 3)
    const start = this.at
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code > 127) {
        this.at = start + this.bytes.write(text, start, 'utf8')
        return
      }
      this.bytes[this.at++] = code
    }
  }
}
