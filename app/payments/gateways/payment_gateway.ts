import { createHmac } from 'node:crypto'
import { sameDigest } from '#app/identity/keyed_hash'
import type {
  GatewayDispute,
  GatewayOrder,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'

export interface OrderRequest {
  amountInPaise: number
  currency: string
  /** Our reference for the order, at most 40 characters. */
  receipt: string
  /** Shown with the order in the gateway's dashboard. */
  notes: { course: string; user: string }
}

export interface CaptureRequest {
  paymentId: string
  /** The authorized amount. */
  amountInPaise: number
  currency: string
}

export interface RefundRequest {
  /** The payment's id at the gateway. */
  paymentId: string
  amountInPaise: number
  /** The id of our refund. It is the receipt and the idempotency key: the same request may be repeated. */
  refundId: string
  speed: RefundSpeed
  notes?: Record<string, string>
}

/** `optimum` is instant where possible, for a fee. */
export type RefundSpeed = 'normal' | 'optimum'

/** One page of a list. */
export interface Page {
  /** Most entities on the page: 1–100. */
  count: number
  /** Entities before the page. */
  skip: number
}

/** One page of what was created in a span; both ends are included, and rounded down to whole seconds. */
export interface PageOfSpan extends Page {
  from: Date
  to: Date
}

/** Payment result that the gateway's checkout passes to the frontend. */
export interface SignedPayment {
  orderId: string
  paymentId: string
  signature: string
}

/** Secrets that signatures are made with. After a change, the previous ones are accepted too. */
export interface GatewaySecrets {
  key: string
  previousKey?: string
  webhook?: string
  previousWebhook?: string
}

/**
 * The payment provider. Reads are repeated if they fail; nothing else is. Every method throws `GatewayUnavailable` if
 * the outcome is unknown, `GatewayBusy` if the same request must be repeated later, and `GatewayRefused` if repeating
 * it can't succeed.
 */
export default abstract class PaymentGateway {
  protected abstract readonly secrets: GatewaySecrets

  /**
   * @returns the gateway's response, unchanged
   * @throws {GatewayUnavailable}
   * @throws {OrderRefused} if a retry can't succeed
   */
  abstract createOrder(request: OrderRequest): Promise<GatewayOrder>

  /** @throws {GatewayRefused} also if the order is unknown, or older than 180 days */
  abstract fetchOrder(orderId: string): Promise<GatewayOrder>

  /** Lists all attempts to pay an order, including failed ones. */
  abstract listOrderPayments(orderId: string): Promise<GatewayPayment[]>

  /** @throws {GatewayRefused} also if the payment is unknown */
  abstract fetchPayment(paymentId: string): Promise<GatewayPayment>

  /**
   * Captures an authorized payment.
   *
   * @throws {GatewayRefused} also if it was captured before; read the payment then
   */
  abstract capturePayment(request: CaptureRequest): Promise<GatewayPayment>

  /** Refunds a captured payment, in whole or in part. Repeating the same request makes no second refund. */
  abstract refundPayment(request: RefundRequest): Promise<GatewayRefund>

  abstract listPaymentRefunds(paymentId: string): Promise<GatewayRefund[]>

  /** @throws {GatewayRefused} also if the refund is unknown */
  abstract fetchRefund(refundId: string): Promise<GatewayRefund>

  /** Lists payments of the whole account by the time they were created; they need not be ours. */
  abstract listPayments(page: PageOfSpan): Promise<GatewayPayment[]>

  /** Lists refunds of the whole account by the time they were created; they need not be ours. */
  abstract listRefunds(page: PageOfSpan): Promise<GatewayRefund[]>

  /** @throws {GatewayRefused} also if the dispute is unknown */
  abstract fetchDispute(disputeId: string): Promise<GatewayDispute>

  /** Lists disputes of the whole account; they need not be ours. */
  abstract listDisputes(page: Page): Promise<GatewayDispute[]>

  /** @throws {GatewayUnavailable} if it does not respond or rejects our credentials */
  abstract ping(): Promise<void>

  /**
   * Lists payments of the last three days that learners made over an hour ago, but that were not captured: at most the
   * latest hundred payments are looked at.
   *
   * @returns their ids at the gateway
   * @throws {GatewayUnavailable}
   */
  abstract listUncaptured(): Promise<string[]>

  /** True if webhooks can be verified, because their secret is set. */
  get acceptsWebhooks(): boolean {
    return Boolean(this.secrets.webhook)
  }

  /** Verifies the gateway's signature of the order and payment. */
  isGenuine({ signature, ...payment }: SignedPayment): boolean {
    const { key, previousKey } = this.secrets
    return isSignedBy([key, previousKey], idsOf(payment), signature)
  }

  /** Verifies the signature of a webhook, over its body's bytes as they were received. */
  isGenuineWebhook(rawBody: Buffer, signature: string): boolean {
    const { webhook, previousWebhook } = this.secrets
    return isSignedBy([webhook, previousWebhook], rawBody, signature)
  }

  /** Signs both ids as the gateway's checkout does. */
  protected sign(payment: Omit<SignedPayment, 'signature'>): string {
    return hexHmac(this.secrets.key, idsOf(payment))
  }
}

/** The signed text, as https://razorpay.com/docs/payments/server-integration/nodejs describes it. */
function idsOf({ orderId, paymentId }: Omit<SignedPayment, 'signature'>): string {
  return `${orderId}|${paymentId}`
}

function isSignedBy(
  secrets: (string | undefined)[],
  content: string | Buffer,
  signature: string
): boolean {
  return secrets.some((secret) => secret && sameDigest(signature, hexHmac(secret, content)))
}

/** Hex HMAC-SHA256, the form of all of Razorpay's signatures. */
function hexHmac(secret: string, content: string | Buffer): string {
  return createHmac('sha256', secret).update(content).digest('hex')
}
