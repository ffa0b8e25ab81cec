import { randomInt } from 'node:crypto'
import PaymentGateway, {
  type GatewayOrder,
  type OrderRequest,
  type SignedPayment,
} from '#app/payments/gateways/payment_gateway'

/** Stands in for Razorpay: takes no money, and its secret is no secret. */
export default class SandboxGateway extends PaymentGateway {
  readonly keyId = 'sandbox'
  protected readonly keySecret = 'sandbox_secret'

  async createOrder({
    amountInPaise,
    currency,
    receipt,
    notes,
  }: OrderRequest): Promise<GatewayOrder> {
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

  /** Pays an order as Razorpay's checkout script would, which refuses orders that Razorpay does not know. */
  pay(orderId: string): SignedPayment {
    const paymentId = newGatewayId('pay')
    return { orderId, paymentId, signature: this.sign({ orderId, paymentId }) }
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An id of Razorpay's form: a prefix, and 14 letters and digits. */
function newGatewayId(prefix: 'order' | 'pay'): string {
  const characters = Array.from({ length: 14 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${prefix}_${characters.join('')}`
}
