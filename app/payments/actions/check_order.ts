import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import CapturePayment from '#app/payments/actions/capture_payment'
import PlanOrderCheck from '#app/payments/actions/plan_order_check'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import CallPace from '#app/payments/gateways/call_pace'
import type { GatewayPayment, GatewayRefund } from '#app/payments/gateways/gateway_entities'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RecordSighting from '#app/payments/ledger/record_sighting'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import { isCaptureDue } from '#app/payments/reconciliation/check_times'

/** Asks the gateway about an order: records its payments and refunds, and captures what stays authorized. */
@inject()
export default class CheckOrder {
  constructor(
    private gateway: PaymentGateway,
    private pace: CallPace,
    private capturePayment: CapturePayment,
    private recordSighting: RecordSighting,
    private planOrderCheck: PlanOrderCheck,
    private clock: Clock
  ) {}

  /** @throws {GatewayUnavailable} with the order still due for its check */
  async handle({ orderId }: { orderId: string }): Promise<void> {
    const order = await Order.findOrFail(orderId)
    const payments = await this.readPayments(order)
    const refunds = await this.readRefunds(payments)
    await this.record(payments, refunds)
    const captured = await this.captureDue(order, payments)
    await this.record(captured, [])
    await this.planOrderCheck.handle({ orderId, dueAt: order.nextCheckAt })
  }

  private async record(payments: GatewayPayment[], refunds: GatewayRefund[]) {
    if (payments.length === 0) return
    const seen = { source: 'reconciliation', isFetched: true } as const
    await this.recordSighting.handle({ ...seen, payments, refunds })
  }

  /** The gateway no longer reads very old orders, and never knew some that were imported. */
  private async readPayments({ gatewayOrderId }: Order): Promise<GatewayPayment[]> {
    try {
      await this.pace.turn()
      return await this.gateway.listOrderPayments(gatewayOrderId)
    } catch (error) {
      if (error instanceof GatewayRefused) return []
      throw error
    }
  }

  private async readRefunds(payments: GatewayPayment[]): Promise<GatewayRefund[]> {
    const refunds = []
    for (const { id, amount_refunded: amount } of payments) {
      if (!amount) continue
      await this.pace.turn()
      refunds.push(...(await this.gateway.listPaymentRefunds(id)))
    }
    return refunds
  }

  /** A second payment of a paid order is not captured: the gateway gives it back by itself. */
  private async captureDue(order: Order, payments: GatewayPayment[]): Promise<GatewayPayment[]> {
    const now = this.clock.now()
    const counting = await Payment.findBy({ orderId: order.id })
    const captured = []
    for (const payment of payments) {
      const isOthersTurn = counting && counting.gatewayPaymentId !== payment.id
      const isEnough = payment.amount >= Number(order.amountInPaise)
      const isDue = payment.status === 'authorized' && isCaptureDue(payment.created_at, now)
      if (isDue && isEnough && payment.currency === order.currency && !isOthersTurn)
        captured.push(await this.capturePayment.handle(payment))
    }
    return captured
  }
}
