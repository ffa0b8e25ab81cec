import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import { Server } from '@tus/server'
import Outbox from '#app/platform/outbox/outbox'
import type { MediaDriver } from '#app/media/drivers/media_driver'
import FileStored from '#app/media/events/file_stored'
import UploadIncomplete from '#app/media/exceptions/upload_incomplete'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import FileStore, { keyOf } from '#app/media/file_store'
import IncomingFile from '#app/media/incoming_file'
import { type MediaRole, maxBytes } from '#app/media/kinds'
import { endWhenSilent } from '#app/media/request_body'
import { type StoredFile, UNUSED_FOR } from '#app/media/uploads'

/** Where browsers send the parts of a file. */
export const UPLOADS_PATH = '/admin/uploads/files'

const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Uploads of lectures that go on after a lost connection, by the tus protocol. What has come in waits in a folder of
 * its own until it is complete, and becomes a stored file when it is taken; what nobody goes on with is purged.
 */
@inject()
export default class ResumableUploads {
  private driver: MediaDriver
  private incoming: ReturnType<MediaDriver['incoming']>
  private server: Server

  constructor(
    disk: Disk,
    private outbox: Outbox,
    private files: FileStore
  ) {
    this.driver = disk.driver as MediaDriver
    this.incoming = this.driver.incoming()
    this.server = new Server({
      path: UPLOADS_PATH,
      datastore: this.incoming.store,
      maxSize: maxBytes.lecture,
      relativeLocation: true,
      allowedOrigins: () => false,
      namingFunction: () => this.incoming.prefix + randomUUID(),
      generateUrl: (_request, { id }) => `${UPLOADS_PATH}/${id.slice(this.incoming.prefix.length)}`,
      getFileIdFromRequest: (_request, id = '') =>
        UPLOAD_ID.test(id) ? this.incoming.prefix + id : undefined,
    })
  }

  /** Answers a request of the protocol. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    endWhenSilent(request)
    await this.files.reach()
    await this.server.handle(request, response)
  }

  /**
   * Makes a stored file of an upload that is complete, and hands it to `use`: it stays if and only if that succeeds.
   * Its first bytes decide what it is; what is of no accepted kind is deleted.
   *
   * @throws {UploadNotFound | UploadIncomplete | EmptyFile | UnsupportedFile} and what `use` throws
   */
  async take<Result>(
    { id, accepts }: { id: string; accepts: MediaRole },
    use: (file: StoredFile) => Promise<Result>
  ): Promise<Result> {
    await this.files.reach()
    const size = await this.sizeOf(id)
    const kind = await this.recognise(id, accepts)
    const key = keyOf(`${id}.${kind.extension}`)
    const intent = await this.outbox.intend(new FileStored({ key }), UNUSED_FOR)
    let result: Result
    try {
      await this.driver.move(this.keyOf(id), key, { contentType: kind.mime })
      result = await use({ key, size, mime: kind.mime })
    } catch (error) {
      await this.outbox.settle(intent)
      throw error
    }
    await this.outbox.drop(intent)
    await this.driver.delete(this.keyOf(id) + this.incoming.factsSuffix)
    return result
  }

  /** Deletes what nobody went on with. @returns how many uploads */
  async purge(): Promise<number> {
    return this.server.cleanUpExpiredUploads()
  }

  private async sizeOf(id: string): Promise<number> {
    if (!UPLOAD_ID.test(id)) throw new UploadNotFound()
    const upload = await this.incoming.store.getUpload(this.incoming.prefix + id).catch(() => null)
    if (!upload) throw new UploadNotFound()
    if (upload.offset !== upload.size) throw new UploadIncomplete()
    return upload.size
  }

  private async recognise(id: string, accepts: MediaRole) {
    const contents = await this.driver.getStream(this.keyOf(id))
    try {
      const { kind } = await IncomingFile.recognise(contents, accepts)
      return kind
    } catch (error) {
      await this.driver.delete(this.keyOf(id))
      await this.driver.delete(this.keyOf(id) + this.incoming.factsSuffix)
      throw error
    } finally {
      contents.destroy()
    }
  }

  private keyOf(id: string) {
    return `incoming/${id}`
  }
}
