import { readFile } from 'node:fs/promises'
import type SandboxAccount from '#app/payments/sandbox/sandbox_account'
import type { PaymentOutcome } from '#app/payments/sandbox/sandbox_account'
import SandboxRefusal from '#app/payments/sandbox/sandbox_refusal'
import type { SignedPayment } from '#app/payments/gateways/payment_gateway'

export interface CheckoutResponse {
  status: number
  type: string
  headers: Record<string, string>
  body: string
}

/** Files by the last segment of their path. */
const FILES: Record<string, { name: string; type: string }> = {
  'checkout.js': { name: 'checkout.js', type: 'text/javascript' },
  'page': { name: 'page.html', type: 'text/html' },
  'page.js': { name: 'page.js', type: 'text/javascript' },
  'shop': { name: 'shop.html', type: 'text/html' },
  'shop.js': { name: 'shop.js', type: 'text/javascript' },
  'sandbox.css': { name: 'sandbox.css', type: 'text/css' },
}

const FOLDER = new URL('../../../resources/sandbox/', import.meta.url)

/** Pages of any origin may use the script and show the checkout in a frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const OUTCOMES: readonly string[] = ['captured', 'authorized', 'failed'] satisfies PaymentOutcome[]

/** Stands in for Razorpay's checkout script, and the window that it opens. */
export default class SandboxCheckout {
  constructor(
    private account: SandboxAccount,
    private gateway: { signed(orderId: string, paymentId: string): SignedPayment }
  ) {}

  /**
   * Answers a request for a file, an order or, by `POST`, a payment of an order.
   *
   * @param path relative to the checkout's own
   * @returns undefined for unknown paths
   */
  async handle(
    method: string,
    path: string,
    query: URLSearchParams
  ): Promise<CheckoutResponse | undefined> {
    if (method === 'GET' && Object.hasOwn(FILES, path)) return this.file(path)
    const [, orderId, payments] = /^orders\/(\w+)(\/payments)?$/.exec(path) ?? []
    if (!orderId || (method === 'POST') !== Boolean(payments)) return undefined
    return payments ? json(() => this.pay(orderId, query)) : json(() => this.show(orderId))
  }

  private async file(path: string): Promise<CheckoutResponse> {
    const { name, type } = FILES[path]
    const body = await readFile(new URL(name, FOLDER), 'utf8')
    return { status: 200, type: `${type}; charset=utf-8`, headers: HEADERS, body }
  }

  private show(orderId: string) {
    const { id, amount, currency, status } = this.account.get('orders', orderId)
    return { id, amount, currency, status }
  }

  /** @returns what the checkout script passes to the page's handler, or to its listeners of failures */
  private pay(orderId: string, query: URLSearchParams) {
    const outcome = query.get('outcome') ?? ''
    if (!OUTCOMES.includes(outcome))
      throw new SandboxRefusal('The outcome is invalid', { field: 'outcome' })
    const payment = this.account.pay(orderId, outcome as PaymentOutcome)
    if (payment.status === 'failed') return { failed: failureOf(payment) }
    return {
      razorpay_payment_id: payment.id,
      razorpay_order_id: orderId,
      razorpay_signature: this.gateway.signed(orderId, payment.id).signature,
    }
  }
}

function failureOf(payment: ReturnType<SandboxAccount['pay']>) {
  const metadata = { payment_id: payment.id, order_id: payment.order_id }
  const { error_code: code, error_description: description, error_reason: reason } = payment
  return { error: { code, description, reason, metadata } }
}

function json(answer: () => unknown): CheckoutResponse {
  const respond = (status: number, body: unknown) => ({
    status,
    type: 'application/json; charset=utf-8',
    headers: HEADERS,
    body: JSON.stringify(body),
  })
  try {
    return respond(200, answer())
  } catch (error) {
    if (!(error instanceof SandboxRefusal)) throw error
    return respond(error.status, error.body)
  }
}
