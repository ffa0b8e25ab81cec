import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import AdoptOrder from '#app/payments/ledger/adopt_order'
import type { Surroundings } from '#app/payments/ledger/record_seen_payment'
import type { Sighting } from '#app/payments/ledger/sighting'
import Order from '#app/payments/models/order'
import ReportedPayment from '#app/payments/models/reported_payment'

export type PreparedSighting = { order: Order; around: Surroundings } | { reason: string }

/** Finds the order of a sighting, and reads what its transaction needs to know from elsewhere. */
@inject()
export default class PrepareSighting {
  constructor(
    private adoptOrder: AdoptOrder,
    private gateway: PaymentGateway
  ) {}

  async handle(sighting: Sighting): Promise<PreparedSighting> {
    const found = await this.find(sighting)
    if (!(found instanceof Order)) return { reason: found }
    return { order: found, around: await this.lookAround(found, sighting) }
  }

  /** @returns the reason if there is no such order */
  private async find(sighting: Sighting): Promise<Order | string> {
    const { order, payments = [], refunds = [], dispute } = sighting
    const ids = [order?.id, ...payments.map((payment) => payment.order_id)]
    const gatewayOrderId = ids.find((id) => id)
    if (gatewayOrderId) {
      const known = await Order.findBy({ gatewayOrderId })
      const adopted = known ?? (order && (await this.adoptOrder.handle(order, sighting)))
      if (adopted) return adopted
    }
    const gatewayPaymentId = refunds[0]?.payment_id ?? dispute?.payment_id
    const payment =
      gatewayPaymentId &&
      (await ReportedPayment.query().where({ gatewayPaymentId }).preload('order').first())
    if (payment) return payment.order
    if (gatewayOrderId) return 'The order is not ours.'
    return gatewayPaymentId ? 'The payment is not ours.' : 'The payment has no order.'
  }

  private async lookAround(order: Order, sighting: Sighting): Promise<Surroundings> {
    const captured = (sighting.payments ?? []).filter(
      ({ status }) => status === 'captured' || status === 'refunded'
    )
    const isToBePaid = captured.length > 0 && order.paidAt === null
    const isCourseGone = isToBePaid && !(await CourseDocument.exists({ _id: order.courseId }))
    const hasSurplus = captured.some(({ amount }) => amount > order.amountInPaise)
    const seen = sighting.isFetched ? sighting.order : undefined
    const gatewayOrder =
      seen ?? (hasSurplus ? await this.gateway.fetchOrder(order.gatewayOrderId) : undefined)
    return { isCourseGone, gatewayOrder }
  }
}
