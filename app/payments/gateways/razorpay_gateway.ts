import Razorpay from 'razorpay'
import type { Secret } from '@adonisjs/core/helpers'
import PaymentGateway, {
  type GatewayOrder,
  type OrderRequest,
} from '#app/payments/gateways/payment_gateway'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import OrderRefused from '#app/payments/exceptions/order_refused'

export interface RazorpayConfig {
  keyId: string
  keySecret: Secret<string>
  baseUrl?: string
  timeoutInMs: number
}

/** Age of payments that should have been captured: Razorpay refunds them after three days. */
const UNCAPTURED = { atLeastInSeconds: 60 * 60, atMostInSeconds: 3 * 24 * 60 * 60 }

/** Error that the package rejects with when the API refuses a request. */
interface Refusal {
  statusCode?: number
  error?: { code?: string; description?: string }
}

/** The parts used here of the package's axios client, which its types omit. */
interface RequestClient {
  defaults: { baseURL?: string; maxRedirects?: number }
  interceptors: {
    request: {
      use(prepare: <Request extends { signal?: AbortSignal }>(_: Request) => Request): void
    }
    response: { use(fulfilled: undefined, rejected: (error: RequestFailure) => never): void }
  }
}

interface RequestFailure extends Error {
  code?: string
  response?: unknown
}

/** Calls Razorpay's Orders API through the official package. */
export default class RazorpayGateway extends PaymentGateway {
  protected readonly keySecret: string
  private client: Razorpay

  constructor({ keyId, keySecret, baseUrl, timeoutInMs }: RazorpayConfig) {
    super()
    this.keySecret = keySecret.release()
    this.client = new Razorpay({ key_id: keyId, key_secret: this.keySecret })
    this.configure({ baseUrl, timeoutInMs })
  }

  async createOrder({ amountInPaise, currency, receipt, notes }: OrderRequest) {
    let order: unknown
    try {
      order = await this.client.orders.create({ amount: amountInPaise, currency, receipt, notes })
    } catch (error) {
      if (isFinal(error)) throw new OrderRefused((error as Refusal).error!.description!)
      throw new GatewayUnavailable({ cause: new Error(reasonOf(error)) })
    }
    if (!isOrder(order, { amountInPaise, currency })) {
      throw new GatewayUnavailable({
        cause: new Error('the Orders API answered with no such order'),
      })
    }
    return order
  }

  async ping() {
    try {
      await this.client.orders.all({ count: 1 })
    } catch (error) {
      throw new GatewayUnavailable({ cause: new Error(reasonOf(error)) })
    }
  }

  async listUncaptured() {
    const now = Math.floor(Date.now() / 1000)
    const span = { from: now - UNCAPTURED.atMostInSeconds, to: now - UNCAPTURED.atLeastInSeconds }
    try {
      const { items } = await this.client.payments.all({ ...span, count: 100 })
      return items.filter(({ status }) => status === 'authorized').map(({ id }) => id)
    } catch (error) {
      throw new GatewayUnavailable({ cause: new Error(reasonOf(error)) })
    }
  }

  /** Sets axios options that the package does not expose. */
  private configure({ baseUrl, timeoutInMs }: { baseUrl?: string; timeoutInMs: number }) {
    const { rq } = this.client.api as unknown as { rq: RequestClient }
    if (baseUrl) rq.defaults.baseURL = baseUrl
    rq.defaults.maxRedirects = 0
    // The signal limits the whole exchange; the client's own timeout stops at the first byte of the response.
    rq.interceptors.request.use((request) =>
      Object.assign(request, { signal: AbortSignal.timeout(timeoutInMs) })
    )
    // The package assumes a response and loses the reason if there is none. Nothing else of the failure is passed on
    // because it contains the key secret.
    rq.interceptors.response.use(undefined, (failure) => {
      const { code } = failure
      const description =
        code === 'ERR_CANCELED' ? `no answer within ${timeoutInMs} ms` : failure.message
      failure.response ??= { data: { error: { code, description } } }
      throw failure
    })
  }
}

/** Refused requests that are not about the order: wrong keys, and a receipt that another order has. */
const NOT_ABOUT_THE_ORDER = /auth|api key|receipt/i

/** Tells whether Razorpay refused the order itself. It refuses whatever is invalid with the status 400. */
function isFinal(thrown: unknown): boolean {
  const { statusCode, error } = (thrown ?? {}) as Refusal
  const description = error?.description
  return statusCode === 400 && description !== undefined && !NOT_ABOUT_THE_ORDER.test(description)
}

function reasonOf(thrown: unknown): string {
  const { statusCode, error } = (thrown ?? {}) as Refusal
  const parts = [statusCode, error?.code, error?.description].filter((part) => part !== undefined)
  return `the Orders API failed: ${parts.join(' ') || 'no reason given'}`
}

/** Checks that a response is the requested order. */
function isOrder(
  answer: unknown,
  { amountInPaise, currency }: { amountInPaise: number; currency: string }
): answer is GatewayOrder {
  const order = (answer ?? {}) as Partial<GatewayOrder>
  return (
    typeof order.id === 'string' &&
    /^\w{1,64}$/.test(order.id) &&
    order.amount === amountInPaise &&
    order.currency === currency
  )
}
