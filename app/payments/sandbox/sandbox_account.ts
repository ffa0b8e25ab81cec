import type { GatewayDispute, GatewayOrder } from '#app/payments/gateways/gateway_entities'
import {
  type EntityKind,
  type OrderMembers,
  type RefundMembers,
  type SandboxEntities,
  type SandboxPayment,
  type SandboxRefund,
  newDispute,
  newOrder,
  newPayment,
  newRefund,
} from '#app/payments/sandbox/sandbox_entities'
import SandboxRefusal from '#app/payments/sandbox/sandbox_refusal'
import SandboxStore from '#app/payments/sandbox/sandbox_store'

/** An event as webhooks report it: its name, and the entities that belong to it. */
export interface SandboxEvent {
  name: string
  entities: {
    payment?: SandboxPayment
    order?: GatewayOrder
    refund?: SandboxRefund
    dispute?: GatewayDispute
  }
}

/** Settings of an account that Razorpay's dashboard has, and tests change. */
export interface SandboxSettings {
  highestAmountInPaise: number
  /** Captures what is authorized at once. */
  autoCapture: boolean
  /** The state of new refunds. */
  refunds: 'pending' | 'processed'
  /** Refuses an order with a receipt that another order has. */
  uniqueReceipts: boolean
  now: () => Date
}

export type PaymentOutcome = 'captured' | 'authorized' | 'failed'

/** What a refund request is repeated with. */
export interface RefundKey {
  key: string
  body: string
}

/** A stand-in for an account at Razorpay: it takes no money, but keeps Razorpay's rules. */
export default class SandboxAccount {
  readonly settings: SandboxSettings
  /** Refunds by idempotency key, with the body of the first request. */
  readonly refundKeys = new Map<string, { body: string; refundId: string }>()
  private listeners = new Set<(event: SandboxEvent) => void>()

  constructor(
    private store = new SandboxStore(),
    settings: Partial<SandboxSettings> = {}
  ) {
    this.settings = {
      highestAmountInPaise: 50_000_000,
      autoCapture: true,
      refunds: 'processed',
      uniqueReceipts: false,
      now: () => new Date(),
      ...settings,
    }
  }

  /** Calls back after each change that Razorpay sends webhooks for. @returns a function that ends it */
  onEvent(listener: (event: SandboxEvent) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  find<Kind extends EntityKind>(kind: Kind, id: string): SandboxEntities[Kind] | undefined {
    this.store.refresh()
    return this.store.get(kind, id)
  }

  /** @throws {SandboxRefusal} if the id is unknown */
  get<Kind extends EntityKind>(kind: Kind, id: string): SandboxEntities[Kind] {
    const entity = this.find(kind, id)
    if (!entity) throw new SandboxRefusal('The id provided does not exist')
    return entity
  }

  all<Kind extends EntityKind>(kind: Kind): SandboxEntities[Kind][] {
    this.store.refresh()
    return this.store.all(kind)
  }

  /** Adds an entity as it is, or replaces the one with the same id, without an event. */
  put<Kind extends EntityKind>(kind: Kind, entity: SandboxEntities[Kind]): SandboxEntities[Kind] {
    return this.store.put(kind, entity)
  }

  createOrder(members: OrderMembers): GatewayOrder {
    const { highestAmountInPaise, uniqueReceipts } = this.settings
    if (members.amount > highestAmountInPaise)
      throw new SandboxRefusal('Amount exceeds maximum amount allowed.', { field: 'amount' })
    const twin =
      uniqueReceipts && this.all('orders').find(({ receipt }) => receipt === members.receipt)
    if (twin)
      throw new SandboxRefusal('Order receipt should be unique.', {
        metadata: { order_id: twin.id },
      })
    return this.put('orders', newOrder(members, this.now))
  }

  /**
   * Lets a learner try to pay an order.
   *
   * @throws {SandboxRefusal} if it is unknown or paid
   */
  pay(
    orderId: string,
    outcome?: PaymentOutcome,
    members: Partial<SandboxPayment> = {}
  ): SandboxPayment {
    const order = this.get('orders', orderId)
    if (order.status === 'paid')
      throw new SandboxRefusal('Order is already paid', { reason: 'order_already_paid' })
    this.put('orders', { ...order, status: 'attempted', attempts: order.attempts + 1 })
    const payment = this.put('payments', { ...newPayment(order, this.now), ...members })
    if (outcome === 'failed') return this.fail(payment.id)
    this.authorize(payment.id)
    const isCaptured = outcome ? outcome === 'captured' : this.settings.autoCapture
    return isCaptured ? this.capture(payment.id) : this.get('payments', payment.id)
  }

  /** Records that the learner's bank has reserved the money; possible even after a failure. */
  authorize(paymentId: string): SandboxPayment {
    const payment = this.change('payments', paymentId, { status: 'authorized', ...NO_ERROR })
    this.emit('payment.authorized', { payment })
    return payment
  }

  fail(paymentId: string): SandboxPayment {
    const payment = this.change('payments', paymentId, { status: 'failed', ...BANK_ERROR })
    this.emit('payment.failed', { payment })
    return payment
  }

  /** @throws {SandboxRefusal} unless the payment is authorized; also if its order is paid: then it is refunded */
  capture(paymentId: string, amount = this.get('payments', paymentId).amount): SandboxPayment {
    const payment = this.get('payments', paymentId)
    if (payment.captured)
      throw new SandboxRefusal('This payment has already been captured', {
        reason: 'capture_failed',
      })
    if (payment.status !== 'authorized')
      throw new SandboxRefusal(
        'Only payments which have been authorized and not yet captured can be captured',
        { reason: 'capture_failed' }
      )
    if (amount !== payment.amount)
      throw new SandboxRefusal('Capture amount must be equal to the amount authorized', {
        field: 'amount',
      })
    const order = payment.order_id ? this.find('orders', payment.order_id) : undefined
    if (order?.status === 'paid') {
      this.giveBack(paymentId)
      throw new SandboxRefusal('Order is already paid', { reason: 'order_already_paid' })
    }
    return this.recordCapture(payment, order)
  }

  /** Refunds an authorized payment that was never captured, as Razorpay does by itself after some days. */
  giveBack(paymentId: string): SandboxRefund {
    const payment = this.get('payments', paymentId)
    const refund = newRefund(payment, { amount: payment.amount }, this.now)
    return this.recordRefund(payment, { ...refund, ...PROCESSED })
  }

  /**
   * Refunds a captured payment. Refunds without a key are made in Razorpay's dashboard.
   *
   * @throws {SandboxRefusal}
   */
  refund(
    paymentId: string,
    { amount, ...members }: Partial<RefundMembers> = {},
    key?: RefundKey
  ): SandboxRefund {
    const known = key && this.refundKeys.get(key.key)
    if (known && known.body === key.body) return this.get('refunds', known.refundId)
    if (known)
      throw new SandboxRefusal(
        'Different request with the same idempotency key has already been processed.'
      )
    const payment = this.get('payments', paymentId)
    const left = payment.amount - payment.amount_refunded
    if (!payment.captured)
      throw new SandboxRefusal('The payment status should be captured for action to be taken')
    if (left === 0) throw new SandboxRefusal('The payment has been fully refunded already')
    if ((amount ?? left) > left)
      throw new SandboxRefusal('The total refund amount is greater than the refund payment amount')

    const refund = newRefund(payment, { amount: amount ?? left, ...members }, this.now)
    if (key) this.refundKeys.set(key.key, { body: key.body, refundId: refund.id })
    const isProcessed = this.settings.refunds === 'processed'
    return this.recordRefund(payment, isProcessed ? { ...refund, ...PROCESSED } : refund)
  }

  /** Decides a pending refund. */
  settleRefund(refundId: string, status: 'processed' | 'failed'): SandboxRefund {
    const changes = status === 'processed' ? PROCESSED : { status }
    const refund = this.change('refunds', refundId, changes)
    const payment = this.get('payments', refund.payment_id)
    const refunded = payment.amount_refunded - (status === 'failed' ? refund.amount : 0)
    this.emit(`refund.${status}`, {
      refund,
      payment: this.put('payments', refundedBy(payment, refunded)),
    })
    return refund
  }

  dispute(paymentId: string): GatewayDispute {
    const payment = this.get('payments', paymentId)
    const dispute = this.put('disputes', newDispute(payment, this.now))
    this.emit('payment.dispute.created', { payment, dispute })
    return dispute
  }

  /** Moves a dispute to another state; a lost one costs its amount. */
  settleDispute(disputeId: string, status: GatewayDispute['status']): GatewayDispute {
    const { amount, payment_id: paymentId } = this.get('disputes', disputeId)
    const deducted = status === 'lost' ? amount : 0
    const dispute = this.change('disputes', disputeId, { status, amount_deducted: deducted })
    const name = status === 'open' ? 'action_required' : status
    this.emit(`payment.dispute.${name}`, { payment: this.get('payments', paymentId), dispute })
    return dispute
  }

  private recordCapture(payment: SandboxPayment, order?: GatewayOrder): SandboxPayment {
    const fee = Math.floor((payment.amount * 236) / 10_000) // 2 %, and 18 % tax on it
    const money = { fee, tax: Math.floor((fee * 18) / 118) }
    const captured = this.change('payments', payment.id, {
      status: 'captured',
      captured: true,
      ...money,
    })
    this.emit('payment.captured', { payment: captured })
    if (order) {
      const changes = { status: 'paid', amount_paid: order.amount, amount_due: 0 } as const
      this.emit('order.paid', {
        payment: captured,
        order: this.change('orders', order.id, changes),
      })
    }
    return captured
  }

  private recordRefund(before: SandboxPayment, refund: SandboxRefund): SandboxRefund {
    const payment = this.put('payments', refundedBy(before, before.amount_refunded + refund.amount))
    this.put('refunds', refund)
    this.emit('refund.created', { refund, payment })
    if (refund.status === 'processed') this.emit('refund.processed', { refund, payment })
    return refund
  }

  private change<Kind extends EntityKind>(
    kind: Kind,
    id: string,
    members: Partial<SandboxEntities[Kind]>
  ): SandboxEntities[Kind] {
    return this.put(kind, { ...this.get(kind, id), ...members })
  }

  private emit(name: string, entities: SandboxEvent['entities']) {
    for (const listener of this.listeners) listener({ name, entities })
  }

  private get now(): number {
    return Math.floor(this.settings.now().getTime() / 1000)
  }
}

const NO_ERROR = { error_code: null, error_description: null, error_reason: null }

const BANK_ERROR = {
  error_code: 'BAD_REQUEST_ERROR',
  error_description: 'Your payment was declined by the bank',
  error_source: 'bank',
  error_step: 'payment_authorization',
  error_reason: 'payment_failed',
}

const PROCESSED = {
  status: 'processed',
  speed_processed: 'normal',
  acquirer_data: { arn: '10000000000000' },
} as const

/** A payment of which this much was given back in all. Only full refunds change its state. */
function refundedBy(payment: SandboxPayment, refunded: number): SandboxPayment {
  const isFull = refunded === payment.amount
  return {
    ...payment,
    amount_refunded: refunded,
    status: isFull ? 'refunded' : 'captured',
    refund_status: isFull ? 'full' : refunded > 0 ? 'partial' : null,
  }
}
