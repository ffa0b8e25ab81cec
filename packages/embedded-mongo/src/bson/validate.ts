import { MongoError } from '../errors.ts'
import type { Steps } from '../pause.ts'
import { BsonBytes, documentLength, invalid } from './bson_bytes.ts'

/** Number of values checked in one turn. */
const VALUES_AT_ONCE = 1024

/** Validates a document's bytes without decoding it. @throws {MongoError} */
export function validate(bytes: Uint8Array, maxDepth: number): Steps {
  return new Checker(bytes, maxDepth).steps()
}

class Checker extends BsonBytes {
  private readonly maxDepth: number
  /** End positions of the documents being validated, innermost last. */
  private readonly ends: number[] = []

  constructor(bytes: Uint8Array, maxDepth: number) {
    super(bytes)
    this.maxDepth = maxDepth
  }

  *steps(): Steps {
    this.enter(0, this.bytes.length)
    for (let count = 1; this.ends.length > 0; count++) {
      const end = this.ends[this.ends.length - 1]
      if (this.at < end) this.value(end)
      else this.leave(end)
      if (count % VALUES_AT_ONCE === 0) yield
    }
  }

  private enter(start: number, limit: number): void {
    if (this.ends.length === this.maxDepth) {
      throw new MongoError(15, `Object exceeds maximum nested object depth of ${this.maxDepth}`)
    }
    const length = documentLength(this.bytes, start)
    if (start + length > limit) throw invalid('a document exceeds its container')
    const end = start + length - 1
    if (this.bytes[end] !== 0) throw invalid('a document does not end in a zero byte')
    this.ends.push(end)
    this.at = start + 4
  }

  private leave(end: number): void {
    if (this.at !== end) throw invalid('a document ends early')
    this.ends.pop()
    this.at = end + 1
  }

  private value(end: number): void {
    const type = this.bytes[this.at++]
    this.skipCstring()
    const start = this.at
    this.skip(type)
    if (this.at > end) throw invalid('a value is longer than its document')
    if (type === 0x03 || type === 0x04) this.enter(start, end)
    else if (type === 0x02 || type === 0x0d || type === 0x0e) {
      if (this.bytes[this.at - 1] !== 0) throw invalid('a string does not end in a zero byte')
    }
  }
}
