import type { Readable } from 'node:stream'
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

/** A file as it is in the store. */
export interface FileFacts {
  /** Bytes. */
  size: number
  /** A strong entity tag, in quotes: its name alone, since a file never changes. */
  etag: string
  /** As in an HTTP header. */
  lastModified: string
}

/** S3 lists no more at once. */
const LISTED_AT_ONCE = 1000

/** A key that no file gets. */
const NO_FILE = `${IN_PROGRESS}00000000-0000-4000-8000-000000000000`

/** The files themselves, on Drive's default disk. Keys are `<prefix><uuid>.<ext>`; a file never changes. */
@inject()
export default class FileStore {
  private driver: MediaDriver

  constructor(disk: Disk) {
    this.driver = disk.driver as MediaDriver
  }

  /** @throws when the store does not answer: ahead of an upload, which would wait for it much longer */
  async reach(): Promise<void> {
    await this.driver.describe(NO_FILE)
  }

  /** Stores a stream to its end; if it fails, nothing stays. @throws the stream's own error, if it has one */
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
  async describe(key: string): Promise<FileFacts> {
    const facts = await this.driver.describe(key)
    if (!facts) throw new FileNotFound()
    return {
      size: facts.size,
      etag: `"${key.slice(key.lastIndexOf('/') + 1)}"`,
      lastModified: facts.lastModified.toUTCString(),
    }
  }

  /** @throws {FileNotFound} */
  async openPart(key: string, range: ByteRange): Promise<SendPart> {
    const send = await this.driver.openPart(key, range)
    if (!send) throw new FileNotFound()
    return send
  }

  /** Every file of a folder, in the order of their keys. */
  async *all(folder: string): AsyncGenerator<ListedFile> {
    let after: string | undefined
    for (;;) {
      const listed = await this.driver.list({ folder, after, limit: LISTED_AT_ONCE })
      yield* listed
      if (listed.length < LISTED_AT_ONCE) return
      after = listed.at(-1)!.key
    }
  }

  /** Files in the order of their keys, S3's most (1,000) at once. Fewer than the limit means that there are no more. */
  list(listing: Listing): Promise<ListedFile[]> {
    return this.driver.list(listing)
  }

  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void> {
    return this.driver.delete(key)
  }
}
