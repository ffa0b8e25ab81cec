import { type Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import FileNotFound from '#app/media/exceptions/file_not_found'
import {
  type ByteRange,
  IN_PROGRESS,
  type ListedFile,
  type Listing,
  type MediaDriver,
  type SendPart,
} from '#app/media/drivers/media_driver'

/** A stored file. */
export interface FileMetadata {
  /** Bytes. */
  size: number
  /** Strong entity tag, in quotes. The name suffices, since files never change. */
  etag: string
  /** In the format of the HTTP header. */
  lastModified: string
}

/** Page size: S3's maximum. */
const LISTED_AT_ONCE = 1000

/** Key of a file that never exists. */
const NO_FILE = `${IN_PROGRESS}00000000-0000-4000-8000-000000000000`

/** Stores files on Drive's default disk. Keys are `<prefix><uuid>.<ext>`; files never change. */
@inject()
export default class FileStore {
  private driver: MediaDriver

  constructor(disk: Disk) {
    this.driver = disk.driver as MediaDriver
  }

  /** Checks that the store responds before an upload, which has a much longer timeout. @throws if it does not */
  async reach(): Promise<void> {
    await this.driver.describe(NO_FILE)
  }

  /** Stores a stream completely or not at all. @throws the stream's own error, if any */
  async save(key: string, contents: Readable, contentType: string): Promise<void> {
    let cause: Error | undefined
    contents.once('error', (error) => (cause = error))
    try {
      await this.driver.putStream(key, contents, { contentType })
    } catch (error) {
      throw cause ?? error
    }
  }

  /** @throws {FileNotFound} */
  async describe(key: string): Promise<FileMetadata> {
    const stat = await this.driver.describe(key)
    if (!stat) throw new FileNotFound()
    return {
      size: stat.size,
      etag: `"${key.slice(key.lastIndexOf('/') + 1)}"`,
      lastModified: stat.lastModified.toUTCString(),
    }
  }

  /** @throws {FileNotFound} */
  async openPart(key: string, range: ByteRange): Promise<SendPart> {
    const send = await this.driver.openPart(key, range)
    if (!send) throw new FileNotFound()
    return send
  }

  /** Reads a part into memory, so it must be small. @throws {FileNotFound} */
  async read(key: string, range: ByteRange): Promise<Buffer> {
    const send = await this.openPart(key, range)
    const chunks: Buffer[] = []
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(Buffer.from(chunk)) // the driver reuses its buffers
        done()
      },
    })
    await send(destination)
    await finished(destination)
    return Buffer.concat(chunks)
  }

  /** Lists all files of a folder in key order. */
  async *all(folder: string): AsyncGenerator<ListedFile> {
    let after: string | undefined
    for (;;) {
      const listed = await this.driver.list({ folder, after, limit: LISTED_AT_ONCE })
      yield* listed
      if (listed.length < LISTED_AT_ONCE) return
      after = listed.at(-1)!.key
    }
  }

  /** Lists files in key order, at most 1,000 (S3's limit) per call. Fewer than the limit means the end of the list. */
  list(listing: Listing): Promise<ListedFile[]> {
    return this.driver.list(listing)
  }

  /** Deletes a file. Missing files are not an error. */
  delete(key: string): Promise<void> {
    return this.driver.delete(key)
  }
}
