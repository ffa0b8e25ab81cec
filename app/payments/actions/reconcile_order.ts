import { inject } from '@adonisjs/core'
import { Exception } from '@adonisjs/core/exceptions'
import CheckOrder from '#app/payments/actions/check_order'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import ComparePayments from '#app/payments/reconciliation/compare_payments'
import CompareRefunds from '#app/payments/reconciliation/compare_refunds'
import type { Difference } from '#app/payments/reconciliation/difference'
import Order from '#app/payments/models/order'

interface Request {
  gatewayOrderId: string
  isDryRun: boolean
  onDifference: (difference: Difference) => void
}

/** Compares one order with the gateway, whatever its age. */
@inject()
export default class ReconcileOrder {
  constructor(
    private gateway: PaymentGateway,
    private comparePayments: ComparePayments,
    private compareRefunds: CompareRefunds,
    private checkOrder: CheckOrder
  ) {}

  /**
   * @returns the number of differences
   * @throws {GatewayUnavailable}
   * @throws {GatewayRefused} if the gateway does not have the order
   */
  async handle({ gatewayOrderId, isDryRun, onDifference }: Request): Promise<number> {
    let differences = 0
    for await (const difference of this.compare(gatewayOrderId, isDryRun)) {
      differences += 1
      onDifference(difference)
    }
    const order = await Order.findBy({ gatewayOrderId })
    if (order && !isDryRun) await this.checkOrder.handle({ orderId: order.id })
    if (!order && differences === 0) throw new Exception(`Order not found: ${gatewayOrderId}.`)
    return differences
  }

  private async *compare(gatewayOrderId: string, isDryRun: boolean) {
    const payments = await this.gateway.listOrderPayments(gatewayOrderId)
    yield* this.comparePayments.comparePage(payments, isDryRun)
    for (const { id, amount_refunded: amount } of payments) {
      if (!amount) continue
      yield* this.compareRefunds.comparePage(await this.gateway.listPaymentRefunds(id), isDryRun)
    }
  }
}
