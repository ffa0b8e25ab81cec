import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import { ERRORS } from '@tus/server'
import Outbox from '#app/platform/outbox/outbox'
import type { MediaDriver } from '#app/media/drivers/media_driver'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import UploadIncomplete from '#app/media/exceptions/upload_incomplete'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import FileStore, { keyOf } from '#app/media/file_store'
import IncomingFile from '#app/media/incoming_file'
import type { MediaRole } from '#app/media/kinds'
import { UPLOAD_ID } from '#app/media/resumable_uploads'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'
import { type StoredFile, UNUSED_FOR } from '#app/media/form_uploads'

interface Taking {
  id: string
  accepts: MediaRole
}

type Use<Result> = (file: StoredFile) => Promise<Result>

/** Makes a stored file of an upload that came in parts. */
@inject()
export default class FinalizeUpload {
  private driver: MediaDriver
  private incoming: ReturnType<MediaDriver['incoming']>

  constructor(
    disk: Disk,
    private outbox: Outbox,
    private files: FileStore,
    private records: UploadRecords,
    private locks: UploadLocks
  ) {
    this.driver = disk.driver as MediaDriver
    this.incoming = this.driver.incoming()
  }

  /**
   * Hands the file to `use`: it stays if and only if that succeeds. Its first bytes decide what it is; what is of no
   * accepted kind is deleted. Of two that take an upload at once, the second finds that it is gone.
   *
   * @throws {UploadNotFound | UploadIncomplete | EmptyFile | UnsupportedFile} and what `use` throws
   */
  async handle<Result>(upload: Taking, use: Use<Result>): Promise<Result> {
    if (!UPLOAD_ID.test(upload.id)) throw new UploadNotFound()
    await this.files.reach()
    const lock = this.locks.newLock(upload.id)
    await lock
      .lock(new AbortController().signal, () => {})
      .catch((error) => {
        throw error === ERRORS.FILE_NOT_FOUND ? new UploadNotFound() : error
      })
    try {
      const result = await this.take(upload, use)
      await this.records.succeeded(upload.id)
      return result
    } catch (error) {
      const hasFailed = !(error instanceof UploadNotFound || error instanceof UploadIncomplete)
      if (hasFailed) await this.records.failed(upload.id, (error as Error).message)
      throw error
    } finally {
      await lock.unlock()
    }
  }

  private async take<Result>({ id, accepts }: Taking, use: Use<Result>): Promise<Result> {
    const size = await this.sizeOf(id)
    const kind = await this.recognise(id, accepts)
    const key = keyOf(`${id}.${kind.extension}`)
    const intent = await this.outbox.intend(new RemoveFileUnlessUsed({ key }), UNUSED_FOR)
    let result: Result
    try {
      await this.driver.move(nameOf(id), key, { contentType: kind.mime })
      result = await use({ key, size, mime: kind.mime })
    } catch (error) {
      await this.outbox.settle(intent)
      throw error
    }
    await this.outbox.drop(intent)
    await this.driver.delete(nameOf(id) + this.incoming.factsSuffix)
    return result
  }

  private async sizeOf(id: string): Promise<number> {
    const upload = await this.incoming.store.getUpload(this.incoming.prefix + id).catch(() => null)
    if (!upload) throw new UploadNotFound()
    if (upload.offset !== upload.size) throw new UploadIncomplete()
    return upload.size
  }

  private async recognise(id: string, accepts: MediaRole) {
    const contents = await this.driver.getStream(nameOf(id))
    try {
      const { kind } = await IncomingFile.recognise(contents, accepts)
      return kind
    } catch (error) {
      await this.driver.delete(nameOf(id))
      await this.driver.delete(nameOf(id) + this.incoming.factsSuffix)
      throw error
    } finally {
      contents.destroy()
    }
  }
}

const nameOf = (id: string) => `incoming/${id}`
