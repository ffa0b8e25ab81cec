/** MongoDB's maximum message size. */
export const MAX_MESSAGE_SIZE = 48_000_000

const HEADER_SIZE = 16

/** Signals invalid message framing. The start of the next message can't be determined. */
export class BrokenFraming extends Error {}

/** Splits a byte stream into messages. It buffers at most one incomplete message. */
export class Framing {
  private chunks: Buffer[] = []
  private held = 0

  /** Returns the messages completed by this chunk. @throws {BrokenFraming} */
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
