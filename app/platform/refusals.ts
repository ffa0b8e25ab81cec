import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerHeaders } from '#config/app'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type ApiSurfaces from '#app/platform/api/api_surfaces'
import type { Problem } from '#app/platform/api/problem'

/** Problems by error code of Node.js's HTTP parser. */
const UNPARSABLE: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'E_HEADERS_TOO_LARGE',
    message: 'The address or the headers of the request are too long.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    code: 'E_REQUEST_ENTITY_TOO_LARGE',
    message: 'The request is too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'E_REQUEST_TIMEOUT',
    message: 'The request took too long to arrive.',
  },
}

export const MALFORMED_REQUEST: Problem = {
  status: 400,
  code: 'E_MALFORMED_REQUEST',
  message: 'The request is malformed.',
}

export const EXPECTATION_FAILED: Problem = {
  status: 417,
  code: 'E_EXPECTATION_FAILED',
  message: 'The server does not support the Expect header of this request.',
}

const NO_TUNNEL: Problem = {
  status: 405,
  code: 'E_METHOD_NOT_ALLOWED',
  message: 'This server is not a proxy.',
}

/** Socket with the response that Node.js is currently writing to it. */
type Connection = Duplex & { _httpMessage?: ServerResponse | null }

/** Parts of a refused request that the parser had already read. */
type Fragment = Pick<IncomingMessage, 'method' | 'url'> & { headers?: IncomingMessage['headers'] }

/**
 * Error responses that the server sends itself, in the format of the API surface for the request's
 * path.
 */
export default class Refusals {
  constructor(private surfaces: ApiSurfaces) {}

  /** Responds without handling the request; its body is discarded. */
  answer(problem: Problem, request: IncomingMessage, response: ServerResponse): void {
    request.resume()
    const { head, body } = this.compose(problem, request)
    response.writeHead(problem.status, head).end(body)
  }

  /**
   * Responds to a request that could not be parsed. If a response has already started, the
   * connection is closed instead.
   */
  refuseUnparsable(
    error: NodeJS.ErrnoException & { rawPacket?: Buffer },
    connection: Connection
  ): void {
    const problem = UNPARSABLE[error.code ?? ''] ?? MALFORMED_REQUEST
    this.cutOff(problem, connection, error.rawPacket)
  }

  /**
   * Responds to a request that is still arriving, and closes its connection. If a response has
   * already started, the connection is only closed.
   */
  cutOff(problem: Problem, connection: Connection, packet?: Buffer): void {
    if (!connection.writable) return void connection.destroy()
    const answer = connection._httpMessage
    if (answer?.headersSent) return void connection.end(() => connection.destroy())
    this.end(connection, problem, answer?.req ?? fragmentOf(packet))
  }

  /** Refuses `CONNECT` requests, which ask for a tunnel to another host. */
  refuseTunnel({ method }: IncomingMessage, connection: Connection): void {
    this.end(connection, NO_TUNNEL, { method, url: '/' })
  }

  private end(connection: Connection, problem: Problem, request: Fragment) {
    const { head, body } = this.compose(problem, request)
    const lines = Object.entries({ ...head, connection: 'close' })
    const answer = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      ...lines.map(([name, value]) => `${name}: ${value}`),
    ]
    connection.end(`${answer.join('\r\n')}\r\n\r\n${request.method === 'HEAD' ? '' : body}`, () =>
      connection.destroy()
    )
  }

  private compose(problem: Problem, { url = '/', headers }: Fragment) {
    const id = randomUUID()
    const surface = this.surfaces.of(url.split('?', 1)[0])
    const body = JSON.stringify(surface.renderError(problem, id))
    const head = {
      ...answerHeaders,
      ...corsHeaders(surface, headers?.origin),
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-request-id': id,
    }
    return { head, body }
  }
}

/**
 * Headers that let pages of an allowed origin read the error. Origins that are computed from the
 * context are not allowed here, since there is no context yet.
 */
function corsHeaders({ cors }: ApiSurface, origin?: string): Record<string, string> {
  if (!cors?.enabled || !Array.isArray(cors.origin)) return {}
  if (!origin || !cors.origin.includes(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': cors.exposeHeaders.join(','),
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
  }
}

/** Extracts method and path from the first bytes of a request. */
function fragmentOf(packet?: Buffer): Fragment {
  const start = packet?.subarray(0, 2048).toString('latin1') ?? ''
  const [, method, url] = /^([A-Z]+) (\/[^ \r\n]*)/.exec(start) ?? []
  return { method, url }
}
