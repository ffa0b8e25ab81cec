import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { MANIFEST, type Manifest, type Part } from '#app/operations/backup/manifest'

/** Writes a tar file incrementally. Its name ends in `.part` until it is complete. */
export default class ArchiveWriter {
  private readonly tar = pack()
  private readonly parts: Part[] = []
  private readonly written: Promise<void>
  /** Reason why the file is no longer writable, such as a full disk. */
  private failure?: Error

  constructor(private path: string) {
    this.written = pipeline(this.tar, createWriteStream(this.partial, { flush: true, mode: 0o600 }))
    this.written.catch((error) => (this.failure = error)) // reported by the next write
  }

  get partial(): string {
    return `${this.path}.part`
  }

  async addFile(name: string, path: string): Promise<void> {
    const { size } = await stat(path)
    await this.add(name, size, createReadStream(path))
  }

  /** @throws if the content's length differs from the announced one */
  async add(name: string, bytes: number, contents: Readable): Promise<void> {
    const hash = createHash('sha256')
    const hashing = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      const writing = pipeline(contents, hashing, this.tar.entry({ name, size: bytes }))
      await Promise.race([writing, this.written])
    } catch (error) {
      throw this.failure ?? error
    }
    this.parts.push({ name, bytes, sha256: hash.digest('hex') })
  }

  /** Writes the manifest and renames the file, which makes it a valid backup. */
  async finish(manifest: Omit<Manifest, 'parts'>): Promise<Manifest> {
    const whole = { ...manifest, parts: this.parts }
    this.tar.entry({ name: MANIFEST }, JSON.stringify(whole, null, 2))
    this.tar.finalize()
    await this.written
    await rename(this.partial, this.path)
    return whole
  }
}
