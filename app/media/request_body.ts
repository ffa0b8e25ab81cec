import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'
import media from '#config/media'

/** Ends the connection of a client that falls silent in the middle of its request: it is gone. */
export function endWhenSilent(incoming: IncomingMessage): void {
  incoming.setTimeout(media.silenceTimeoutInMs)
  incoming.once('end', () => incoming.setTimeout(0))
}

/**
 * Reads what still comes of a refused request, and throws it away: clients such as browsers send everything before
 * they read an answer, and lose it when the connection ends meanwhile. Where the connection ends with the answer,
 * the answer therefore has to wait for the end of the request.
 */
export async function discardRest(incoming: IncomingMessage): Promise<void> {
  incoming.resume()
  const closes = incoming.httpVersion === '1.0' || incoming.headers.connection === 'close'
  if (closes) await finished(incoming, { writable: false }).catch(() => {})
}
