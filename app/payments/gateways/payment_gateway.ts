import { createHmac } from 'node:crypto'
import { sameDigest } from '#app/identity/keyed_hash'

export interface OrderRequest {
  amountInPaise: number
  currency: string
  /** Our reference for the order, at most 40 characters. */
  receipt: string
  /** Shown with the order in the gateway's dashboard. */
  notes: { course: string; user: string }
}

/** An order in the Orders API's format; amounts in paise, `created_at` in seconds. */
export interface GatewayOrder {
  id: string
  entity: string
  amount: number
  amount_paid: number
  amount_due: number
  currency: string
  receipt: string | null
  offer_id: string | null
  status: string
  attempts: number
  /** An empty array, instead of an object, if there are none. */
  notes: Record<string, string> | string[]
  created_at: number
}

/** Payment result that the gateway's checkout passes to the frontend. */
export interface SignedPayment {
  orderId: string
  paymentId: string
  signature: string
}

/** The payment provider. */
export default abstract class PaymentGateway {
  protected abstract readonly keySecret: string

  /**
   * @returns the gateway's response, unchanged
   * @throws {GatewayUnavailable}
   * @throws {OrderRefused} if a retry can't succeed
   */
  abstract createOrder(request: OrderRequest): Promise<GatewayOrder>

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

  /** Verifies the gateway's signature of the order and payment. */
  isGenuine({ signature, ...payment }: SignedPayment): boolean {
    return sameDigest(signature, this.sign(payment))
  }

  /** Hex HMAC-SHA256 of both ids, as https://razorpay.com/docs/payments/server-integration/nodejs describes it. */
  protected sign({ orderId, paymentId }: { orderId: string; paymentId: string }): string {
    return createHmac('sha256', this.keySecret).update(`${orderId}|${paymentId}`).digest('hex')
  }
}
