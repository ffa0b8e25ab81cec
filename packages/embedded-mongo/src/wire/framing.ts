/** MongoDB's limit for a message. */
export const MAX_MESSAGE_SIZE = 48_000_000

const HEADER_SIZE = 16

/** Bytes that are no message: what follows them can't be found any more. */
export class BrokenFraming extends Error {}

/** Cuts a stream of bytes into messages. It holds at most one message that has not arrived as a whole. */
export class Framing {
  private chunks: Buffer[] = []
  private held = 0

  /** The messages that are complete with this chunk. @throws {BrokenFraming} */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk)
    this.held += chunk.length
    const messages: Buffer[] = []
    for (;;) {
      const length = this.nextLength()
      if (length === undefined || this.held < length) return messages
      messages.push(this.take(length))
    }
  }

  private nextLength(): number | undefined {
    if (this.held < 4) return undefined
    if (this.chunks[0].length < 4) this.chunks = [Buffer.concat(this.chunks)]
    const length = this.chunks[0].readInt32LE(0)
    if (length < HEADER_SIZE || length > MAX_MESSAGE_SIZE) {
      throw new BrokenFraming(`a message can't have ${length} bytes`)
    }
    return length
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks)
    const rest = all.subarray(length)
    this.chunks = rest.length > 0 ? [rest] : []
    this.held = rest.length
    return all.subarray(0, length)
  }
}
