import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'
import media from '#config/media'
import { allowSlowBody } from '#app/platform/slow_bodies'

/** Closes the connection of a client that stops sending in the middle of a request. */
export function endWhenSilent(incoming: IncomingMessage): void {
  allowSlowBody(incoming)
  incoming.setTimeout(media.silenceTimeoutInMs)
  incoming.once('end', () => incoming.setTimeout(0))
}

/**
 * Reads and discards the rest of a rejected request. Browsers send the whole request before they read the response,
 * and lose it if the connection closes earlier. A response that closes the connection must therefore wait for the end
 * of the request.
 */
export async function discardRest(incoming: IncomingMessage): Promise<void> {
  incoming.resume()
  const closes = incoming.httpVersion === '1.0' || incoming.headers.connection === 'close'
  if (closes) await finished(incoming, { writable: false }).catch(() => {})
}
