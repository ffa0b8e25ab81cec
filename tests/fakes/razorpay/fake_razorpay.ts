import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import SandboxAccount, { type SandboxSettings } from '#app/payments/sandbox/sandbox_account'
import SandboxApi, { SANDBOX_KEYS, type SandboxRequest } from '#app/payments/sandbox/sandbox_api'
import SandboxCheckout from '#app/payments/sandbox/sandbox_checkout'
import SandboxWebhooks, { type SandboxWebhooksConfig } from '#app/payments/sandbox/sandbox_webhooks'
import { handleControl } from '#tests/fakes/razorpay/controls'
import { type Fault, FAULTS } from '#tests/fakes/razorpay/faults'

export interface FakeRazorpayOptions extends Partial<SandboxSettings> {
  /** A free port by default. */
  port?: number
  /** Where to send webhooks; none are sent by default. */
  webhooks?: SandboxWebhooksConfig
}

/**
 * Razorpay's API, checkout and webhooks on a local port, with the keys `sandbox` and `sandbox_secret`. It keeps its
 * state in memory.
 */
export default class FakeRazorpay {
  readonly account: SandboxAccount
  readonly webhooks?: SandboxWebhooks
  /** Requests to the API, in the order in which they arrived. */
  readonly requests: SandboxRequest[] = []
  private faults: Fault[] = []
  private api: SandboxApi
  private checkout: SandboxCheckout
  private server = createServer((incoming, response) => this.answer(incoming, response))

  private constructor({ port: _port, webhooks, ...settings }: FakeRazorpayOptions) {
    this.account = new SandboxAccount(undefined, settings)
    this.api = new SandboxApi(this.account)
    this.checkout = new SandboxCheckout(this.account, { signed })
    if (!webhooks) return
    this.webhooks = new SandboxWebhooks({ now: this.account.settings.now, ...webhooks })
    this.account.onEvent((event) => this.webhooks!.send(event))
  }

  static async start(options: FakeRazorpayOptions = {}): Promise<FakeRazorpay> {
    const fake = new FakeRazorpay(options)
    fake.server.listen(options.port ?? 0, '127.0.0.1')
    await once(fake.server, 'listening')
    return fake
  }

  /** The value for `RAZORPAY_BASE_URL`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Makes the next matching requests fail. */
  fail(name: Fault['name'], options: Omit<Fault, 'name'> = {}): void {
    this.faults.push({ name, ...options })
  }

  /** Ends all faults. */
  recover(): void {
    this.faults = []
  }

  /** Requests by method and part of the path. */
  requestsTo(method: string, path: string): SandboxRequest[] {
    return this.requests.filter((one) => one.method === method && one.path.includes(path))
  }

  async close(): Promise<void> {
    this.webhooks?.stop()
    this.server.close()
    this.server.closeAllConnections()
    await once(this.server, 'close')
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse) {
    const request = await read(incoming)
    const [, area, rest = ''] = /^\/(\w+)\/?(.*)$/.exec(request.path) ?? []
    if (area === 'v1') this.answerApi(request, incoming, response)
    else if (area === 'fake') json(response, handleControl(this, rest, request))
    else await this.answerCheckout(rest, request, response)
  }

  private answerApi(request: SandboxRequest, incoming: IncomingMessage, response: ServerResponse) {
    this.requests.push(request)
    const fault = this.nextFault(request)
    if (fault && !fault.name.startsWith('after')) return FAULTS[fault.name](incoming, response)
    const answer = this.api.handle(request)
    if (fault) return FAULTS[fault.name](incoming, response)
    json(response, answer)
  }

  private async answerCheckout(
    path: string,
    { method, query }: SandboxRequest,
    response: ServerResponse
  ) {
    const answer = await this.checkout.handle(method, path, query)
    if (!answer) return response.writeHead(404).end()
    const headers = { ...answer.headers, 'content-type': answer.type }
    response.writeHead(answer.status, headers).end(answer.body)
  }

  private nextFault({ method, path }: SandboxRequest): Fault | undefined {
    const fault = this.faults.find(
      (one) => (one.method ?? method) === method && path.includes(one.path ?? '')
    )
    if (fault?.times && --fault.times === 0)
      this.faults = this.faults.filter((other) => other !== fault)
    return fault
  }
}

/** Signs a payment of an order like the checkout script. */
export function signed(orderId: string, paymentId: string) {
  const ids = `${orderId}|${paymentId}`
  const signature = createHmac('sha256', SANDBOX_KEYS.secret).update(ids).digest('hex')
  return { orderId, paymentId, signature }
}

async function read(incoming: IncomingMessage): Promise<SandboxRequest> {
  const { pathname: path, searchParams: query } = new URL(incoming.url!, 'http://fake')
  const body = Buffer.concat(await incoming.toArray()).toString()
  const headers = incoming.headers as Record<string, string | undefined>
  return { method: incoming.method!, path, query, headers, body }
}

function json(response: ServerResponse, { status, body }: { status: number; body: unknown }) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
