import { inject } from '@adonisjs/core'
import { ERRORS } from '@tus/server'
import { problemOf } from '#app/platform/api/problem'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import Outbox from '#app/platform/outbox/outbox'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import UploadIncomplete from '#app/media/exceptions/upload_incomplete'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import FileStore from '#app/media/file_store'
import type { FileType } from '#app/media/file_types'
import { type StoredFile, UNUSED_FOR } from '#app/media/form_uploads'
import IncomingFile from '#app/media/incoming_file'
import { type Purpose, keyFor } from '#app/media/purposes'
import UploadLocks, { type UploadLock } from '#app/media/upload_locks'
import UploadRecords, { UPLOAD_ID } from '#app/media/upload_records'
import UploadsInProgress from '#app/media/uploads_in_progress'

interface CompleteUpload {
  id: string
  ownerId: string
  purpose: Purpose
}

type Use<Result> = (file: StoredFile) => Promise<Result>

/** Turns a complete multipart upload into a stored file. */
@inject()
export default class FinalizeUpload {
  constructor(
    private outbox: Outbox,
    private files: FileStore,
    private uploads: UploadsInProgress,
    private records: UploadRecords,
    private locks: UploadLocks
  ) {}

  /**
   * Passes the file to `use` and keeps it only if that succeeds. The type is detected from the first bytes; files of
   * other types are deleted. If two requests finalize the same upload, the second gets UploadNotFound.
   *
   * @throws {UploadNotFound | UploadIncomplete | EmptyFile | UnsupportedFile} and what `use` throws
   */
  async handle<Result>(input: CompleteUpload, use: Use<Result>): Promise<Result> {
    const { id } = input
    if (!UPLOAD_ID.test(id)) throw new UploadNotFound()
    await this.files.reach()
    const lock = await this.lock(input)
    try {
      const result = await this.finalize(input, use)
      await this.records.succeeded(id)
      lock.stop()
      return result
    } catch (error) {
      const hasFailed = !(error instanceof UploadNotFound || error instanceof UploadIncomplete)
      if (hasFailed) await this.records.failed(id, problemOf(error).message)
      await lock.unlock()
      throw error
    }
  }

  private async lock({ id, ownerId, purpose }: CompleteUpload): Promise<UploadLock> {
    const lock = this.locks.newLock(id, { ownerId, purpose: purpose.name })
    try {
      await lock.lock(new AbortController().signal, () => {})
      return lock
    } catch (error) {
      throw error === ERRORS.FILE_NOT_FOUND ? new UploadNotFound() : error
    }
  }

  private async finalize<Result>({ id, purpose }: CompleteUpload, use: Use<Result>) {
    const size = await this.uploads.sizeOf(id)
    const type = await this.recognise(id, purpose)
    const key = keyFor(purpose, id, type)
    const intent = await this.outbox.intend(new RemoveFileUnlessUsed({ key }), UNUSED_FOR)
    let result: Result
    try {
      await this.uploads.moveTo(key, id, type)
      result = await use({ key, size, mime: type.mime })
    } catch (error) {
      if (!isServiceUnavailable(error)) await this.outbox.settle(intent) // otherwise the intent runs later
      throw error
    }
    await this.outbox.drop(intent)
    await this.uploads.discard(id)
    return result
  }

  private async recognise(id: string, purpose: Purpose): Promise<FileType> {
    const contents = await this.uploads.contentsOf(id)
    try {
      const { type } = await IncomingFile.recognise(contents, purpose)
      return type
    } catch (error) {
      await this.uploads.discard(id)
      throw error
    } finally {
      contents.destroy()
    }
  }
}
