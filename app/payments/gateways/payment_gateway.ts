import { createHmac } from 'node:crypto'
import { sameDigest } from '#app/identity/keyed_hash'

export interface OrderRequest {
  amountInPaise: number
  currency: string
  /** Our own name of the order, 40 characters at most. */
  receipt: string
  /** Shown beside the order in the gateway's own dashboard. */
  notes: Record<string, string>
}

/** An order as the Orders API answers it; amounts are in paise, `created_at` in seconds. */
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
  /** An empty list in place of an object when there are none. */
  notes: Record<string, string> | string[]
  created_at: number
}

/** What the gateway's checkout hands to the frontend when a learner has paid. */
export interface SignedPayment {
  orderId: string
  paymentId: string
  signature: string
}

/** Whoever takes the money. */
export default abstract class PaymentGateway {
  protected abstract readonly keySecret: string

  /**
   * @returns the gateway's own answer, member for member
   * @throws {GatewayUnavailable}
   */
  abstract createOrder(request: OrderRequest): Promise<GatewayOrder>

  /** @throws {GatewayUnavailable} when it does not answer, or does not know us */
  abstract ping(): Promise<void>

  /** Whether the gateway itself says that the order was paid by this payment. */
  isGenuine({ signature, ...payment }: SignedPayment): boolean {
    return sameDigest(signature, this.sign(payment))
  }

  /** Hex HMAC-SHA256 of both ids, as https://razorpay.com/docs/payments/server-integration/nodejs describes it. */
  protected sign({ orderId, paymentId }: { orderId: string; paymentId: string }): string {
    return createHmac('sha256', this.keySecret).update(`${orderId}|${paymentId}`).digest('hex')
  }
}
