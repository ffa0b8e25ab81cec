import type { EntityKind } from '#app/payments/sandbox/sandbox_entities'
import type SandboxAccount from '#app/payments/sandbox/sandbox_account'
import SandboxRefusal from '#app/payments/sandbox/sandbox_refusal'
import { readOrder, readPage, readRefund } from '#app/payments/sandbox/sandbox_requests'

export interface SandboxRequest {
  method: string
  /** Path, without the query string. */
  path: string
  query: URLSearchParams
  /** By names in lower case. */
  headers: Record<string, string | undefined>
  body: string
}

export interface SandboxResponse {
  status: number
  body: unknown
}

export const SANDBOX_KEYS = {
  id: 'sandbox',
  secret: 'sandbox_secret',
  webhookSecret: 'sandbox_webhook_secret',
}

type Handler = (request: SandboxRequest, id: string) => unknown

/** Answers requests as Razorpay's API does, from a sandbox account. */
export default class SandboxApi {
  private routes: [string, RegExp, Handler][] = [
    ['POST', /^\/v1\/orders$/, ({ body }) => this.account.createOrder(readOrder(body))],
    ['GET', /^\/v1\/orders$/, ({ query }) => this.listOrders(query)],
    ['GET', /^\/v1\/orders\/(\w+)$/, (_, id) => this.account.get('orders', id)],
    ['GET', /^\/v1\/orders\/(\w+)\/payments$/, (_, id) => this.listOrderPayments(id)],
    ['GET', /^\/v1\/payments$/, ({ query }) => this.list('payments', query)],
    ['GET', /^\/v1\/payments\/(\w+)$/, (_, id) => this.account.get('payments', id)],
    ['POST', /^\/v1\/payments\/(\w+)\/capture$/, ({ body }, id) => this.capture(body, id)],
    ['POST', /^\/v1\/payments\/(\w+)\/refund$/, (request, id) => this.refund(request, id)],
    ['GET', /^\/v1\/payments\/(\w+)\/refunds$/, ({ query }, id) => this.listRefundsOf(id, query)],
    ['GET', /^\/v1\/refunds$/, ({ query }) => this.list('refunds', query)],
    ['GET', /^\/v1\/refunds\/(\w+)$/, (_, id) => this.account.get('refunds', id)],
    ['GET', /^\/v1\/disputes$/, ({ query }) => this.list('disputes', query)],
    ['GET', /^\/v1\/disputes\/(\w+)$/, (_, id) => this.account.get('disputes', id)],
  ]

  constructor(private account: SandboxAccount) {}

  handle(request: SandboxRequest): SandboxResponse {
    try {
      if (request.headers.authorization !== AUTHORIZATION)
        throw new SandboxRefusal('Authentication failed', { status: 401 })
      return { status: 200, body: this.answer(request) }
    } catch (error) {
      if (!(error instanceof SandboxRefusal)) throw error
      return { status: error.status, body: error.body }
    }
  }

  private answer(request: SandboxRequest): unknown {
    for (const [method, path, handler] of this.routes) {
      const match = method === request.method && path.exec(request.path)
      if (match) return handler(request, match[1] ?? '')
    }
    throw new SandboxRefusal('The requested URL was not found on the server')
  }

  private listOrders(query: URLSearchParams) {
    const receipt = query.get('receipt')
    return this.list('orders', query, (order) => !receipt || order.receipt === receipt)
  }

  private listOrderPayments(id: string) {
    this.account.get('orders', id)
    return collection(this.account.all('payments').filter((payment) => payment.order_id === id))
  }

  private listRefundsOf(id: string, query: URLSearchParams) {
    this.account.get('payments', id)
    return this.list('refunds', query, (refund) => refund.payment_id === id)
  }

  private capture(body: string, id: string) {
    const { amount } = JSON.parse(body) as { amount?: number }
    return this.account.capture(id, amount ?? 0)
  }

  private refund({ body, headers }: SandboxRequest, id: string) {
    const key = headers['x-refund-idempotency']
    if (key !== undefined && !/^[\w-]{10,}$/.test(key))
      throw new SandboxRefusal('The idempotency key is invalid')
    return this.account.refund(
      id,
      readRefund(body),
      key ? { key, body: `${id} ${body}` } : undefined
    )
  }

  /** Lists the newest entities first. */
  private list<Kind extends EntityKind>(
    kind: Kind,
    query: URLSearchParams,
    isListed: (
      entity: ReturnType<SandboxAccount['get']> & { receipt?: string | null; payment_id?: string }
    ) => boolean = () => true
  ) {
    const { from, to, skip, count } = readPage(query)
    const isWithin = ({ created_at: time }: { created_at: number }) => time >= from && time <= to
    const all = this.account.all(kind).filter((entity) => isWithin(entity) && isListed(entity))
    const newestFirst = all.reverse().sort((one, other) => other.created_at - one.created_at)
    return collection(newestFirst.slice(skip, skip + count))
  }
}

const AUTHORIZATION = `Basic ${Buffer.from(`${SANDBOX_KEYS.id}:${SANDBOX_KEYS.secret}`).toString('base64')}`

function collection(items: unknown[]) {
  return { entity: 'collection', count: items.length, items }
}
