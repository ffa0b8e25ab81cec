import { setTimeout as wait } from 'node:timers/promises'
import type { Secret } from '@adonisjs/core/helpers'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import OrderRefused from '#app/payments/exceptions/order_refused'
import {
  type GatewayOrder,
  isGatewayDispute,
  isGatewayOrder,
  isGatewayPayment,
  isGatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import PaymentGateway, {
  type CaptureRequest,
  type GatewaySecrets,
  type OrderRequest,
  type Page,
  type PageOfSpan,
  type RefundRequest,
} from '#app/payments/gateways/payment_gateway'
import { type RequestAdapter, razorpayClient } from '#app/payments/gateways/razorpay_client'
import RazorpayFailure from '#app/payments/gateways/razorpay_failure'

export interface RazorpayConfig {
  keyId: string
  keySecret: Secret<string>
  previousKeySecret?: Secret<string>
  webhookSecret?: Secret<string>
  previousWebhookSecret?: Secret<string>
  baseUrl?: string
  timeoutInMs: number
  /** Pause before the second try of a read, doubled before the third; one second by default. */
  backOffInMs?: number
  adapter?: RequestAdapter
}

/** Age of payments that should have been captured: Razorpay refunds them after three days. */
const UNCAPTURED = { atLeastInSeconds: 60 * 60, atMostInSeconds: 3 * 24 * 60 * 60 }

const TRIES_OF_READS = 3

type Check<Entity> = (value: unknown) => value is Entity

/** Calls Razorpay's API through the official package. */
export default class RazorpayGateway extends PaymentGateway {
  protected readonly secrets: GatewaySecrets
  private readonly client: ReturnType<typeof razorpayClient>
  private readonly timeoutInMs: number
  private readonly backOffInMs: number

  constructor({ timeoutInMs, backOffInMs = 1000, ...config }: RazorpayConfig) {
    super()
    this.timeoutInMs = timeoutInMs
    this.backOffInMs = backOffInMs
    this.secrets = {
      key: config.keySecret.release(),
      previousKey: config.previousKeySecret?.release(),
      webhook: config.webhookSecret?.release(),
      previousWebhook: config.previousWebhookSecret?.release(),
    }
    const { keyId, baseUrl, adapter } = config
    this.client = razorpayClient({
      keyId,
      keySecret: this.secrets.key,
      baseUrl,
      adapter,
      timeoutInMs,
    })
  }

  async createOrder(request: OrderRequest) {
    const { amountInPaise: amount, ...rest } = request
    const deadline = Date.now() + this.timeoutInMs
    let order: unknown
    try {
      order = await this.client.orders.create({ amount, ...rest })
    } catch (thrown) {
      const failure = new RazorpayFailure(thrown)
      const existing = failure.orderWithReceipt
      if (!existing) throw asOrderRefused(failure.toException())
      order = await this.readUntil(deadline, () => this.client.orders.fetch(existing))
    }
    if (!isGatewayOrder(order) || !isOrderFor(request, order)) throw unexpected('such order')
    return order
  }

  async fetchOrder(orderId: string) {
    return this.readOne(isGatewayOrder, () => this.client.orders.fetch(orderId))
  }

  async listOrderPayments(orderId: string) {
    return this.readList(isGatewayPayment, () => this.client.orders.fetchPayments(orderId))
  }

  async fetchPayment(paymentId: string) {
    return this.readOne(isGatewayPayment, () => this.client.payments.fetch(paymentId))
  }

  async capturePayment({ paymentId, amountInPaise, currency }: CaptureRequest) {
    const payment = await attempt(() =>
      this.client.payments.capture(paymentId, amountInPaise, currency)
    )
    return expecting(isGatewayPayment, payment)
  }

  async refundPayment({ paymentId, amountInPaise, refundId, speed, notes }: RefundRequest) {
    const body = { amount: amountInPaise, speed, receipt: refundId, ...(notes && { notes }) }
    const refund = await attempt(() => this.client.payments.refund(paymentId, body))
    return expecting(isGatewayRefund, refund)
  }

  async listPaymentRefunds(paymentId: string) {
    const list = () => this.client.payments.fetchMultipleRefund(paymentId, { count: 100 })
    return this.readList(isGatewayRefund, list)
  }

  async fetchRefund(refundId: string) {
    return this.readOne(isGatewayRefund, () => this.client.refunds.fetch(refundId))
  }

  async listPayments(page: PageOfSpan) {
    return this.readList(isGatewayPayment, () => this.client.payments.all(inSeconds(page)))
  }

  async listRefunds(page: PageOfSpan) {
    return this.readList(isGatewayRefund, () => this.client.refunds.all(inSeconds(page)))
  }

  async fetchDispute(disputeId: string) {
    return this.readOne(isGatewayDispute, () => this.client.disputes.fetch(disputeId))
  }

  async listDisputes({ count, skip }: Page) {
    return this.readList(isGatewayDispute, () => this.client.disputes.all({ count, skip }))
  }

  async ping() {
    try {
      await this.client.orders.all({ count: 1 })
    } catch (thrown) {
      const cause = new RazorpayFailure(thrown).toException()
      throw cause instanceof GatewayUnavailable ? cause : new GatewayUnavailable({ cause })
    }
  }

  async listUncaptured() {
    const now = Math.floor(Date.now() / 1000)
    const span = { from: now - UNCAPTURED.atMostInSeconds, to: now - UNCAPTURED.atLeastInSeconds }
    const list = () => this.client.payments.all({ ...span, count: 100 })
    const payments = await this.readList(hasStatus, list)
    return payments.filter(({ status }) => status === 'authorized').map(({ id }) => id)
  }

  private async readOne<Entity>(check: Check<Entity>, call: () => Promise<unknown>) {
    return this.read(async () => expecting(check, await attempt(call)))
  }

  private async readList<Entity>(check: Check<Entity>, call: () => Promise<unknown>) {
    return this.read(async () => itemsOf(check, await attempt(call)))
  }

  /** Repeats a failed read after a pause. */
  private async read<Response>(call: () => Promise<Response>): Promise<Response> {
    for (let tries = 1; ; tries++) {
      try {
        return await call()
      } catch (error) {
        if (error instanceof GatewayRefused || tries === TRIES_OF_READS) throw error
        await wait(this.pauseAfter(tries))
      }
    }
  }

  /** Doubles the pause with each try, and varies it by half so that processes don't repeat at the same time. */
  private pauseAfter(tries: number): number {
    return this.backOffInMs * 2 ** (tries - 1) * (0.5 + Math.random())
  }

  /** Reads once, within what is left of the time that a learner waits. */
  private async readUntil<Response>(deadline: number, call: () => Promise<Response>) {
    const late = wait(Math.max(0, deadline - Date.now()), undefined, { ref: false }).then(() => {
      throw new GatewayUnavailable({ cause: new Error(`no answer within ${this.timeoutInMs} ms`) })
    })
    return Promise.race([attempt(call), late])
  }
}

async function attempt<Response>(call: () => Promise<Response>): Promise<Response> {
  try {
    return await call()
  } catch (thrown) {
    throw new RazorpayFailure(thrown).toException()
  }
}

/** Refusals of an order concern its course, except that of a receipt whose order the API doesn't name. */
function asOrderRefused(exception: GatewayRefused | GatewayUnavailable): Error {
  if (!(exception instanceof GatewayRefused)) return exception
  const { description } = exception
  if (!/receipt/i.test(description)) return new OrderRefused(description)
  return new GatewayUnavailable({ cause: exception })
}

function isOrderFor(request: OrderRequest, order: GatewayOrder): boolean {
  const isSameReceipt = (order.receipt ?? request.receipt) === request.receipt
  return (
    order.amount === request.amountInPaise && order.currency === request.currency && isSameReceipt
  )
}

function hasStatus(value: unknown): value is { id: string; status: string } {
  const { id, status } = (value ?? {}) as { id?: unknown; status?: unknown }
  return typeof id === 'string' && typeof status === 'string'
}

function expecting<Entity>(check: Check<Entity>, value: unknown): Entity {
  if (!check(value)) throw unexpected('such entity')
  return value
}

/** Returns the items of a list. Each must be readable: an omitted one would look as if it didn't exist. */
function itemsOf<Entity>(check: Check<Entity>, list: unknown): Entity[] {
  const { items } = (list ?? {}) as { items?: unknown }
  if (!Array.isArray(items) || !items.every(check)) throw unexpected('such list')
  return items
}

function unexpected(what: string): GatewayUnavailable {
  return new GatewayUnavailable({ cause: new Error(`the Razorpay API answered with no ${what}`) })
}

/** Razorpay takes whole seconds; the package would send a `Date` as text. */
function inSeconds({ from, to, count, skip }: PageOfSpan) {
  return { from: secondsOf(from), to: secondsOf(to), count, skip }
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}
