import type { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import FileNotFound from '#app/media/exceptions/file_not_found'
import type { ByteRange, ListedFile, MediaDriver, SendPart } from '#app/media/drivers/media_driver'

/** A file as it is in the store. */
export interface FileFacts {
  /** Bytes. */
  size: number
  /** A strong entity tag, in quotes: its name alone, since a file never changes. */
  etag: string
  /** As in an HTTP header. */
  lastModified: string
}

/** Where files are on every disk. */
const FOLDER = 'uploads/'

/** A name that no upload gets. */
const NO_FILE = '00000000-0000-4000-8000-000000000000.png'

/** The key of the file with this name. */
export function keyOf(fileName: string): string {
  return FOLDER + fileName
}

/** The files themselves, on Drive's default disk. Keys are `uploads/<uuid>.<ext>`; a file never changes. */
@inject()
export default class FileStore {
  private driver: MediaDriver

  constructor(disk: Disk) {
    this.driver = disk.driver as MediaDriver
  }

  /** @throws when the store does not answer: ahead of an upload, which would wait for it much longer */
  async reach(): Promise<void> {
    await this.driver.describe(keyOf(NO_FILE))
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
      etag: `"${key.slice(FOLDER.length)}"`,
      lastModified: facts.lastModified.toUTCString(),
    }
  }

  /** @throws {FileNotFound} */
  async openPart(key: string, range: ByteRange): Promise<SendPart> {
    const send = await this.driver.openPart(key, range)
    if (!send) throw new FileNotFound()
    return send
  }

  /** Files in the order of their keys, S3's most (1,000) at once. Fewer than the limit means that there are no more. */
  list({ after, limit }: { after?: string; limit: number }): Promise<ListedFile[]> {
    return this.driver.list({ folder: FOLDER, after, limit })
  }

  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void> {
    return this.driver.delete(key)
  }
}
