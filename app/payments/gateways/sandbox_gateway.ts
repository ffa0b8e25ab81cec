import { randomInt } from 'node:crypto'
import config from '#config/payments'
import OrderRefused from '#app/payments/exceptions/order_refused'
import PaymentGateway, {
  type GatewayOrder,
  type OrderRequest,
  type SignedPayment,
} from '#app/payments/gateways/payment_gateway'

/** Simulates Razorpay: takes no money, and its key secret is public. */
export default class SandboxGateway extends PaymentGateway {
  readonly keyId = 'sandbox'
  protected readonly keySecret = 'sandbox_secret'

  async createOrder({
    amountInPaise,
    currency,
    receipt,
    notes,
  }: OrderRequest): Promise<GatewayOrder> {
    if (amountInPaise > config.highestPriceInRupees * 100)
      throw new OrderRefused('Amount exceeds maximum amount allowed.')
    return {
      id: newGatewayId('order'),
      entity: 'order',
      amount: amountInPaise,
      amount_paid: 0,
      amount_due: amountInPaise,
      currency,
      receipt,
      offer_id: null,
      status: 'created',
      attempts: 0,
      notes,
      created_at: Math.floor(Date.now() / 1000),
    }
  }

  async ping() {}

  async listUncaptured(): Promise<string[]> {
    return []
  }

  /** Pays an order like Razorpay's checkout script, which rejects unknown orders. */
  pay(orderId: string): SignedPayment {
    const paymentId = newGatewayId('pay')
    return { orderId, paymentId, signature: this.sign({ orderId, paymentId }) }
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Creates an id in Razorpay's format: a prefix and 14 letters or digits. */
function newGatewayId(prefix: 'order' | 'pay'): string {
  const characters = Array.from({ length: 14 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${prefix}_${characters.join('')}`
}
