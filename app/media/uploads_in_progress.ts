import type { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import type { DataStore } from '@tus/server'
import { IN_PROGRESS, type MediaDriver } from '#app/media/drivers/media_driver'
import UploadIncomplete from '#app/media/exceptions/upload_incomplete'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import type { FileType } from '#app/media/file_types'

/** Content of multipart uploads until they become stored files. */
@inject()
export default class UploadsInProgress {
  readonly store: DataStore
  private driver: MediaDriver
  private idPrefix: string
  private detailsSuffix: string

  constructor(disk: Disk) {
    this.driver = disk.driver as MediaDriver
    const { store, idPrefix, detailsSuffix } = this.driver.uploadsInProgress()
    this.store = store
    this.idPrefix = idPrefix
    this.detailsSuffix = detailsSuffix
  }

  /** Returns the store's id of the upload. */
  storeIdOf(id: string): string {
    return this.idPrefix + id
  }

  /** @throws {UploadNotFound | UploadIncomplete} */
  async sizeOf(id: string): Promise<number> {
    const upload = await this.store.getUpload(this.storeIdOf(id)).catch(() => null)
    if (!upload) throw new UploadNotFound()
    if (upload.offset !== upload.size) throw new UploadIncomplete()
    return upload.size
  }

  contentsOf(id: string): Promise<Readable> {
    return this.driver.getStream(IN_PROGRESS + id)
  }

  async moveTo(key: string, id: string, { mime }: FileType): Promise<void> {
    await this.driver.move(IN_PROGRESS + id, key, { contentType: mime })
  }

  /** Deletes the content of a complete upload, unless it was moved, and its metadata. */
  async discard(id: string): Promise<void> {
    await this.driver.delete(IN_PROGRESS + id)
    await this.driver.delete(IN_PROGRESS + id + this.detailsSuffix)
  }
}
