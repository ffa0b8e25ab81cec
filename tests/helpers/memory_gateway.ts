import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import type {
  GatewayDispute,
  GatewayOrder,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import PaymentGateway, {
  type OrderRequest,
  type RefundRequest,
} from '#app/payments/gateways/payment_gateway'

const CREATED_AT = 1_790_000_000

/** A gateway without a network, whose entities tests set. It accepts the signatures of the sandbox. */
export default class MemoryGateway extends PaymentGateway {
  readonly secrets = {
    key: 'sandbox_secret',
    webhook: 'sandbox_webhook_secret',
  } as PaymentGateway['secrets']
  readonly orders = new Map<string, GatewayOrder>()
  readonly payments = new Map<string, GatewayPayment>()
  readonly refunds = new Map<string, GatewayRefund>()
  readonly disputes = new Map<string, GatewayDispute>()
  readonly refundRequests: RefundRequest[] = []
  /** Runs before a refund is made, and may throw. */
  beforeRefund: (request: RefundRequest) => void = () => {}
  /** Runs after a refund was made, and may throw, as if the answer got lost. */
  afterRefund: (refund: GatewayRefund) => void = () => {}
  refundStatus: GatewayRefund['status'] = 'processed'

  async createOrder({ amountInPaise, currency, receipt, notes }: OrderRequest) {
    const order: GatewayOrder = {
      id: `order_${newId().slice(10)}`,
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
      created_at: CREATED_AT,
    }
    this.orders.set(order.id, order)
    return order
  }

  async fetchOrder(id: string) {
    return known(this.orders, id)
  }

  async listOrderPayments(orderId: string) {
    return [...this.payments.values()].filter((payment) => payment.order_id === orderId)
  }

  async fetchPayment(id: string) {
    return known(this.payments, id)
  }

  async capturePayment({ paymentId }: { paymentId: string }): Promise<GatewayPayment> {
    const payment = { ...known(this.payments, paymentId), status: 'captured' as const }
    this.payments.set(paymentId, payment)
    return payment
  }

  async refundPayment(request: RefundRequest) {
    this.refundRequests.push(request)
    this.beforeRefund(request)
    const made = [...this.refunds.values()].find(({ receipt }) => receipt === request.refundId)
    if (made) return made
    const refund: GatewayRefund = {
      id: `rfnd_${newId().slice(10)}`,
      amount: request.amountInPaise,
      currency: 'INR',
      payment_id: request.paymentId,
      receipt: request.refundId,
      status: this.refundStatus,
      acquirer_data: { arn: '10000000000000' },
      created_at: CREATED_AT,
    }
    this.refunds.set(refund.id, refund)
    this.afterRefund(refund)
    return refund
  }

  async listPaymentRefunds(paymentId: string) {
    return [...this.refunds.values()].filter((refund) => refund.payment_id === paymentId)
  }

  async fetchRefund(id: string) {
    return known(this.refunds, id)
  }

  async listPayments() {
    return [...this.payments.values()]
  }

  async listRefunds() {
    return [...this.refunds.values()]
  }

  async fetchDispute(id: string) {
    return known(this.disputes, id)
  }

  async listDisputes() {
    return [...this.disputes.values()]
  }

  async ping() {}

  async listUncaptured() {
    return []
  }
}

function known<Entity>(entities: Map<string, Entity>, id: string): Entity {
  const entity = entities.get(id)
  if (!entity) throw new GatewayRefused('The id provided does not exist')
  return entity
}

/** Replaces the gateway. @returns it, and a function that restores the other one */
export function useMemoryGateway(): { gateway: MemoryGateway; restore: () => void } {
  const gateway = new MemoryGateway()
  app.container.swap(PaymentGateway, () => gateway)
  return { gateway, restore: () => app.container.restore(PaymentGateway) }
}
