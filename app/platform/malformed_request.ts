import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

interface Refusal {
  status: number
  code: string
  message: string
}

/** By what Node.js's parser calls the failure. */
const REFUSALS: Record<string, Refusal> = {
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

const NO_HTTP: Refusal = {
  status: 400,
  code: 'E_MALFORMED_REQUEST',
  message: 'The request is malformed.',
}

/** A connection, and the answer that is under way on it, as Node.js notes it. */
type Connection = Duplex & { _httpMessage?: ServerResponse | null }

/**
 * Answers what Node.js's parser refuses, which never becomes a request: Node.js itself would answer without a body. An
 * answer that has begun is cut off, and not continued with another.
 */
export function refuseMalformed(error: NodeJS.ErrnoException, connection: Connection): void {
  if (!connection.writable) return void connection.destroy()
  const hasBegun = connection._httpMessage?.headersSent
  const refusal = hasBegun ? '' : answer(REFUSALS[error.code ?? ''] ?? NO_HTTP)
  connection.end(refusal, () => connection.destroy())
}

function answer({ status, ...body }: Refusal): string {
  const json = JSON.stringify(body)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(json)}`,
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${json}`
}
