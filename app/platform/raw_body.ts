import type { IncomingMessage } from 'node:http'
import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a body above the limit. The rest of it is not read, so the connection has to be closed. */
export class BodyTooLarge extends Exception {
  static status = 413
  static code = 'E_REQUEST_ENTITY_TOO_LARGE'
  readonly headers = { connection: 'close' }
}

/**
 * Reads a body as it was sent. The request's surface must have `rawBodies`, so that nothing else reads it.
 *
 * @throws {BodyTooLarge} as soon as the limit is exceeded or announced to be
 */
export async function readRawBody(
  request: IncomingMessage,
  { limitInBytes }: { limitInBytes: number }
): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limitInBytes) throw new BodyTooLarge()
  const chunks: Buffer[] = []
  let size = 0
  // A plain loop over the stream would destroy it, and with it the connection, when it ends early.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > limitInBytes) throw new BodyTooLarge()
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
