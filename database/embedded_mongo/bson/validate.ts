import { MongoError } from '../errors.ts'
import { BsonBytes, documentLength, invalid } from './bson_bytes.ts'

/** Checks a document from top to bottom without building it. @throws {MongoError} */
export function validate(bytes: Uint8Array, maxDepth: number): void {
  new Checker(bytes).checkDocument(0, bytes.length, 1, maxDepth)
}

class Checker extends BsonBytes {
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
}
