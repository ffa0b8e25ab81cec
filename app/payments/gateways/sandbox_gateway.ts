import { randomInt } from 'node:crypto'
import config from '#config/payments'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import OrderRefused from '#app/payments/exceptions/order_refused'
import type {
  GatewayDispute,
  GatewayOrder,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import PaymentGateway, {
  type CaptureRequest,
  type OrderRequest,
  type PageOfSpan,
  type RefundRequest,
  type SignedPayment,
} from '#app/payments/gateways/payment_gateway'

/** Simulates Razorpay: takes no money, and its secrets are public. It remembers what it made until the process ends. */
export default class SandboxGateway extends PaymentGateway {
  readonly keyId = 'sandbox'
  protected readonly secrets = { key: 'sandbox_secret', webhook: 'sandbox_webhook_secret' }
  private orders = new Map<string, GatewayOrder>()
  private payments = new Map<string, GatewayPayment>()
  private refunds = new Map<string, GatewayRefund>()

  async createOrder({
    amountInPaise,
    currency,
    receipt,
    notes,
  }: OrderRequest): Promise<GatewayOrder> {
    if (amountInPaise > config.highestPriceInRupees * 100)
      throw new OrderRefused('Amount exceeds maximum amount allowed.')
    const order: GatewayOrder = {
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
      created_at: nowInSeconds(),
    }
    this.orders.set(order.id, order)
    return order
  }

  async fetchOrder(orderId: string) {
    return known(this.orders, orderId)
  }

  async listOrderPayments(orderId: string) {
    known(this.orders, orderId)
    return [...this.payments.values()].filter((payment) => payment.order_id === orderId)
  }

  async fetchPayment(paymentId: string) {
    return known(this.payments, paymentId)
  }

  async capturePayment({ paymentId }: CaptureRequest): Promise<GatewayPayment> {
    known(this.payments, paymentId)
    throw new GatewayRefused('This payment has already been captured')
  }

  async refundPayment({ paymentId, amountInPaise, refundId, speed, notes }: RefundRequest) {
    const payment = known(this.payments, paymentId)
    const made = [...this.refunds.values()].find(({ receipt }) => receipt === refundId)
    if (made) return made
    if (amountInPaise > payment.amount - payment.amount_refunded)
      throw new GatewayRefused('The total refund amount is greater than the refund payment amount')
    const refund: GatewayRefund = {
      id: newGatewayId('rfnd'),
      amount: amountInPaise,
      currency: payment.currency,
      payment_id: paymentId,
      receipt: refundId,
      notes: notes ?? [],
      acquirer_data: { arn: '10000000000000' },
      status: 'processed',
      speed_requested: speed,
      speed_processed: 'normal',
      created_at: nowInSeconds(),
    }
    this.refunds.set(refund.id, refund)
    const refunded = payment.amount_refunded + amountInPaise
    const isFull = refunded === payment.amount
    this.payments.set(paymentId, {
      ...payment,
      amount_refunded: refunded,
      status: isFull ? 'refunded' : 'captured',
      refund_status: isFull ? 'full' : 'partial',
    })
    return refund
  }

  async listPaymentRefunds(paymentId: string) {
    known(this.payments, paymentId)
    return [...this.refunds.values()].filter((refund) => refund.payment_id === paymentId)
  }

  async fetchRefund(refundId: string) {
    return known(this.refunds, refundId)
  }

  async listPayments(page: PageOfSpan) {
    return pageOf(this.payments, page)
  }

  async listRefunds(page: PageOfSpan) {
    return pageOf(this.refunds, page)
  }

  async fetchDispute(): Promise<GatewayDispute> {
    throw new GatewayRefused('The id provided does not exist')
  }

  async listDisputes(): Promise<GatewayDispute[]> {
    return []
  }

  async ping() {}

  async listUncaptured(): Promise<string[]> {
    return []
  }

  /** Verifies the signature, and remembers a genuine payment as captured: anyone may sign with the public secret. */
  override isGenuine(payment: SignedPayment): boolean {
    const isGenuine = super.isGenuine(payment)
    if (isGenuine) this.remember(payment)
    return isGenuine
  }

  /** Pays an order like Razorpay's checkout script, which rejects unknown orders. */
  pay(orderId: string): SignedPayment {
    const paymentId = newGatewayId('pay')
    return { orderId, paymentId, signature: this.sign({ orderId, paymentId }) }
  }

  private remember({ orderId, paymentId }: SignedPayment) {
    const order = this.orders.get(orderId)
    if (!order || this.payments.has(paymentId)) return
    this.orders.set(orderId, {
      ...order,
      amount_paid: order.amount,
      amount_due: 0,
      status: 'paid',
      attempts: order.attempts + 1,
    })
    this.payments.set(paymentId, {
      id: paymentId,
      amount: order.amount,
      currency: order.currency,
      status: 'captured',
      order_id: orderId,
      captured: true,
      amount_refunded: 0,
      refund_status: null,
      method: 'upi',
      notes: [],
      created_at: nowInSeconds(),
    })
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Creates an id in Razorpay's format: a prefix and 14 letters or digits. */
function newGatewayId(prefix: 'order' | 'pay' | 'rfnd'): string {
  const characters = Array.from({ length: 14 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${prefix}_${characters.join('')}`
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

function known<Entity>(entities: Map<string, Entity>, id: string): Entity {
  const entity = entities.get(id)
  if (!entity) throw new GatewayRefused('The id provided does not exist')
  return entity
}

function pageOf<Entity extends { created_at: number }>(
  entities: Map<string, Entity>,
  { from, to, skip, count }: PageOfSpan
): Entity[] {
  const isWithin = ({ created_at: time }: Entity) =>
    time >= Math.floor(from.getTime() / 1000) && time <= Math.floor(to.getTime() / 1000)
  return [...entities.values()]
    .filter(isWithin)
    .reverse()
    .slice(skip, skip + count)
}
