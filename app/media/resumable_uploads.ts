import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import { Disk } from '@adonisjs/drive'
import { EVENTS, Server, type ServerOptions } from '@tus/server'
import type { MediaDriver } from '#app/media/drivers/media_driver'
import FileStore from '#app/media/file_store'
import { maxBytes } from '#app/media/kinds'
import { endWhenSilent } from '#app/media/request_body'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'

/** Where browsers send the parts of a file. */
export const UPLOADS_PATH = '/admin/uploads/files'

export const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How often an upload that comes in is marked as seen. */
const SEEN_EVERY_MS = 60_000

/** How long a request may write what it has read when the next one waits for its upload. */
const LAST_WORDS_IN_MS = 1000

type Begin = NonNullable<ServerOptions['onUploadCreate']>
type NodeRequest = { runtime?: { node?: { req?: IncomingMessage } } }

/**
 * Uploads of lectures that go on after a lost connection, by the tus protocol. What has come in waits in a folder of
 * its own until it is complete and someone takes it (`FinalizeUpload`); what nobody goes on with is purged.
 */
@inject()
export default class ResumableUploads {
  private server: Server
  private senders = new WeakMap<IncomingMessage, string>()

  constructor(
    disk: Disk,
    locks: UploadLocks,
    private records: UploadRecords,
    private files: FileStore,
    private logger: Logger
  ) {
    const { store, prefix } = (disk.driver as MediaDriver).incoming()
    this.server = new Server({
      path: UPLOADS_PATH,
      datastore: store,
      locker: locks,
      lockDrainTimeout: LAST_WORDS_IN_MS,
      maxSize: maxBytes.lecture,
      relativeLocation: true,
      allowedOrigins: () => false,
      postReceiveInterval: SEEN_EVERY_MS,
      namingFunction: () => prefix + randomUUID(),
      generateUrl: (_request, { id }) => `${UPLOADS_PATH}/${lastPartOf(id)}`,
      getFileIdFromRequest: (_request, id = '') => (UPLOAD_ID.test(id) ? prefix + id : undefined),
      onUploadCreate: (request, upload) => this.begin(request, upload),
    })
    this.server.on(EVENTS.POST_RECEIVE, (_request, { id }) => this.see(lastPartOf(id)))
  }

  /** Answers a request of the protocol. @param userId who sends it */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    { userId }: { userId: string }
  ): Promise<void> {
    endWhenSilent(request)
    await this.files.reach()
    this.senders.set(request, userId)
    const id = lastPartOf(request.url ?? '')
    if (request.method === 'PATCH') await this.records.seen(id)
    await this.server.handle(request, response)
    if (request.method === 'DELETE' && response.statusCode < 300) await this.records.forget(id)
  }

  /** Deletes what nobody went on with. @returns how many uploads */
  async purge(): Promise<number> {
    await this.records.purge()
    return this.server.cleanUpExpiredUploads()
  }

  private async begin(...[request, { id, size, metadata }]: Parameters<Begin>) {
    const { req } = (request as NodeRequest).runtime!.node!
    const userId = this.senders.get(req!)!
    const upload = { userId, sizeInBytes: size ?? 0, metadata: metadata ?? {} }
    await this.records.begin({ id: lastPartOf(id), ...upload })
    return {}
  }

  /** A mark that is missed fails no upload: the next one says the same. */
  private see(id: string) {
    this.records
      .seen(id)
      .catch((cause) => this.logger.warn({ err: cause, upload: id }, 'upload not marked as seen'))
  }
}

function lastPartOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
