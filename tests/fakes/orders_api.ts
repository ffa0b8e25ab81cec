import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that the fake received. */
export interface OrdersApiRequest {
  method: string
  path: string
  authorization: string
  body: { amount: number; currency: string; receipt: string; notes: Record<string, string> }
}

type Answer = (request: OrdersApiRequest, response: ServerResponse) => void

/** The fake's behaviours; `slow` sends its headers and then never ends. */
export const ANSWERS = {
  order: (request, response) => json(response, 200, orderFor(request)),
  badRequest: (_request, response) =>
    json(response, 400, {
      error: { code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' },
    }),
  tooExpensive: (_request, response) =>
    json(response, 400, {
      error: {
        code: 'BAD_REQUEST_ERROR',
        description: 'Amount exceeds maximum amount allowed.',
        reason: 'input_validation_failed',
        field: 'amount',
      },
    }),
  payments: (_request, response) =>
    json(response, 200, {
      entity: 'collection',
      count: 3,
      items: [
        { id: 'pay_1', status: 'captured' },
        { id: 'pay_2', status: 'authorized' },
        { id: 'pay_3', status: 'failed' },
      ],
    }),
  failure: (_request, response) => response.writeHead(500).end('<h1>Internal Server Error</h1>'),
  webPage: (_request, response) => response.writeHead(200).end('<h1>Under maintenance</h1>'),
  otherAmount: (request, response) => json(response, 200, { ...orderFor(request), amount: 1 }),
  noId: (request, response) => json(response, 200, { ...orderFor(request), id: undefined }),
  nothing: (_request, response) => json(response, 200, null),
  redirect: (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  hang: () => {},
  slow: (_request, response) => response.writeHead(200).write('{'),
} satisfies Record<string, Answer>

/** A fake of Razorpay's Orders API, as far as the gateway uses it, on a local port. */
export async function anOrdersApi(answer: Answer = ANSWERS.order) {
  const requests: OrdersApiRequest[] = []
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming)
    requests.push(request)
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function read(incoming: IncomingMessage): Promise<OrdersApiRequest> {
  const chunks = await incoming.toArray()
  return {
    method: incoming.method!,
    path: incoming.url!,
    authorization: incoming.headers.authorization ?? '',
    body: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
  }
}

function orderFor({ body: { amount, currency, receipt, notes } }: OrdersApiRequest) {
  return {
    amount,
    amount_due: amount,
    amount_paid: 0,
    attempts: 0,
    created_at: 1_756_455_561,
    currency,
    entity: 'order',
    id: 'order_RB58MiP5SPFYyM',
    notes,
    offer_id: null,
    receipt,
    status: 'created',
  }
}

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
