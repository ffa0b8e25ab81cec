import { createServer, type RequestListener, type Server } from 'node:http'

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
    response.setHeader('vary', 'origin')
    if (isDecodable(request.url ?? '')) return handle(request, response)
    request.resume()
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end(NOT_FOUND)
  })
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
