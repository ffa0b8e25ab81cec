import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'

const NOT_FOUND = JSON.stringify({
  message: 'There is nothing at this address.',
  code: 'E_ROUTE_NOT_FOUND',
})

/**
 * The HTTP server. Answers differ by the origin that asks, so that no cache gives one origin's answer to another. A
 * path with a malformed escape names nothing: it is answered here, like other unknown paths, since the framework would
 * answer it with plain text ahead of the error handler.
 */
export function createHttpServer(handle: RequestListener): Server {
  return createServer((request, response) => {
    sendWithOthers(request.socket)
    response.setHeader('vary', 'origin')
    if (isDecodable(request.url ?? '')) return handle(request, response)
    request.resume()
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end(NOT_FOUND)
  })
}

/**
 * Holds an answer back while other requests are handled in the same turn of the event loop, so that all of them go out
 * in a row: a write that wakes its reader up takes as long as a quarter of a request, one to a reader awake does not.
 */
function sendWithOthers(socket: Socket): void {
  socket.cork()
  setImmediate(() => socket.uncork())
}

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURI(url.split('?', 1)[0])
    return true
  } catch {
    return false
  }
}
