import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import { EVENTS, type ServerOptions, TUS_RESUMABLE } from '@tus/server'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import UploadRefused from '#app/media/exceptions/upload_refused'
import FileStore from '#app/media/file_store'
import type { Purpose } from '#app/media/purposes'
import { endWhenSilent } from '#app/media/request_body'
import TusServer from '#app/media/tus_server'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords, { UPLOAD_ID } from '#app/media/upload_records'
import UploadsInProgress from '#app/media/uploads_in_progress'

/** Interval at which an active upload is marked as seen. */
const SEEN_EVERY_MS = 60_000

/** Time a request has to write its buffered data when another request waits for the upload. */
const DRAIN_TIMEOUT_IN_MS = 1000

/** Sender and purpose of an upload. */
export interface Sender {
  ownerId: string
  purpose: Purpose
  /** Path at which uploads are created; each upload's path is below it. */
  path: string
}

type TusRequest = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0]
interface ProtocolError {
  status_code: number
  body: string
}
type NodeRequest = { runtime?: { node?: { req?: IncomingMessage } } }

/**
 * Resumable uploads with the tus protocol. Received parts are kept in a separate folder until the upload is complete
 * and finalized (`FinalizeUpload`); abandoned uploads are purged.
 */
@inject()
export default class ResumableUploads {
  private server: TusServer
  private senders = new WeakMap<IncomingMessage, Sender>()

  constructor(
    private uploads: UploadsInProgress,
    locks: UploadLocks,
    private records: UploadRecords,
    private files: FileStore,
    private logger: Logger
  ) {
    const idIn = (id = '') => (UPLOAD_ID.test(id) ? uploads.storeIdOf(id) : undefined)
    this.server = new TusServer({
      path: '/', // `generateUrl` adds the sender's path
      datastore: uploads.store,
      locker: locks,
      lockDrainTimeout: DRAIN_TIMEOUT_IN_MS,
      maxSize: (request) => this.senderOf(request).purpose.maxBytes,
      relativeLocation: true,
      allowedOrigins: () => false,
      postReceiveInterval: SEEN_EVERY_MS,
      namingFunction: () => uploads.storeIdOf(randomUUID()),
      generateUrl: (request, { id }) => `${this.senderOf(request).path}/${lastPartOf(id)}`,
      getFileIdFromRequest: (_request, id) => idIn(id),
      onUploadCreate: async (request, { id, size, metadata }) => {
        const facts = { id: lastPartOf(id), sizeInBytes: size ?? 0, metadata: metadata ?? {} }
        await this.records.begin({ ...facts, ...this.senderOf(request) })
        return {}
      },
      onResponseError: (request, error) => this.throwUnlessCutOff(request, error),
    })
    this.server.on(EVENTS.POST_RECEIVE, (_request, { id }) => this.see(lastPartOf(id)))
  }

  /**
   * Handles a tus request.
   * @throws {UploadNotFound} also for another sender's upload or another purpose
   */
  async handle(request: IncomingMessage, response: ServerResponse, sender: Sender): Promise<void> {
    endWhenSilent(request)
    await this.files.reach()
    this.senders.set(request, sender)
    const id = lastPartOf(request.url ?? '')
    if (request.method !== 'POST' && !(await this.records.find({ id, ...sender })))
      throw new UploadNotFound()
    if (request.method === 'PATCH') await this.records.seen(id)
    await this.server.handle(request, response)
    if (request.method === 'DELETE' && response.statusCode < 300) await this.records.forget(id)
  }

  /** Deletes abandoned uploads, complete or not. @returns the number of incomplete files deleted */
  async purge(): Promise<number> {
    const abandoned = await this.records.purge()
    const deleted = await this.server.cleanUpExpiredUploads()
    for (const id of abandoned) await this.uploads.discard(id)
    return deleted
  }

  /**
   * Passes all errors to the error handler, which decides what clients see. The tus server would answer those that
   * occur while it reads a body by itself, in plain text.
   */
  private throwUnlessCutOff(request: TusRequest, error: Error | ProtocolError): undefined {
    if (nodeRequestOf(request).socket.destroyed) return undefined
    throw 'status_code' in error ? refusalOf(error) : error
  }

  private senderOf(request: TusRequest): Sender {
    return this.senders.get(nodeRequestOf(request))!
  }

  /** Ignores errors: the next update marks the upload again. */
  private see(id: string) {
    this.records
      .seen(id)
      .catch((cause) => this.logger.warn({ err: cause, upload: id }, 'upload not marked as seen'))
  }
}

function refusalOf({ body, status_code: status }: ProtocolError): UploadRefused {
  return new UploadRefused(body.trim(), status, { 'tus-resumable': TUS_RESUMABLE })
}

function nodeRequestOf(request: TusRequest): IncomingMessage {
  return (request as NodeRequest).runtime!.node!.req!
}

function lastPartOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
