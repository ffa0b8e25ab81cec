import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

const BUFFER_BYTES = 256 * 1024

/** Writes a file with backpressure, optionally compressed with gzip. */
export class ByteWriter {
  private readonly output: NodeJS.WritableStream
  private readonly closed: Promise<void>
  private waiting: Uint8Array[] = []
  private held = 0

  constructor(path: string, { gzip = false }: { gzip?: boolean }) {
    const file = createWriteStream(path)
    const compressor = gzip ? createGzip() : undefined
    compressor?.pipe(file)
    this.output = compressor ?? file
    this.closed = finished(file)
    this.closed.catch(() => {}) // reported by `end`
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes)
    this.held += bytes.length
    if (this.held >= BUFFER_BYTES) await this.flush()
  }

  /** Resolves when all data is written. */
  async end(): Promise<void> {
    await this.flush()
    this.output.end()
    await this.closed
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.waiting)
    this.waiting = []
    this.held = 0
    if (this.output.write(bytes)) return
    await Promise.race([once(this.output, 'drain'), this.closed])
  }
}
