import type { IncomingMessage, ServerResponse } from 'node:http'

type Failing = (request: IncomingMessage, response: ServerResponse) => unknown

const SERVER_ERROR = { code: 'SERVER_ERROR', description: 'We are facing some trouble' }

/**
 * Ways in which the API fails. Those whose names begin with `after` carry out the request first, so that the client
 * doesn't know the outcome.
 */
export const FAULTS = {
  throttled: refuse(429, { code: 'BAD_REQUEST_ERROR', description: 'Request throttled' }),
  conflict: refuse(409, { code: 'BAD_REQUEST_ERROR', description: 'Request is in progress' }),
  unauthorized: refuse(401, { code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' }),
  gatewayError: refuse(400, { code: 'GATEWAY_ERROR', description: 'The bank did not answer' }),
  serverError: refuse(500, SERVER_ERROR),
  html: (_request, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  htmlWith200: (_request, response) => response.writeHead(200).end('<h1>Under maintenance</h1>'),
  reset: (request) => request.socket.resetAndDestroy(),
  hang: () => {},
  slow: (_request, response) => response.writeHead(200).write('{'),
  afterReset: (request) => request.socket.resetAndDestroy(),
  afterHang: () => {},
  afterServerError: refuse(500, SERVER_ERROR),
} satisfies Record<string, Failing>

export type FaultName = keyof typeof FAULTS

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

/** A fault of the next requests that match; of all of them if `times` is omitted. */
export interface Fault {
  name: FaultName
  method?: string
  /** Part of the path, such as `/refund`. */
  path?: string
  times?: number
}

function refuse(status: number, error: { code: string; description: string }): Failing {
  return (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error }))
}
