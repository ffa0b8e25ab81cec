import { inject } from '@adonisjs/core'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import CallPace from '#app/payments/gateways/call_pace'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import PaymentGateway from '#app/payments/gateways/payment_gateway'

/** Captures an authorized payment. If someone else has captured it meanwhile, that is fine too. */
@inject()
export default class CapturePayment {
  constructor(
    private gateway: PaymentGateway,
    private pace: CallPace
  ) {}

  /**
   * @param payment as just read from the gateway
   * @returns the payment as it is now
   * @throws {GatewayUnavailable} if the outcome is unknown: read the payment before trying again
   */
  async handle({ id, amount, currency }: GatewayPayment): Promise<GatewayPayment> {
    try {
      await this.pace.turn()
      return await this.gateway.capturePayment({ paymentId: id, amountInPaise: amount, currency })
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error
      await this.pace.turn()
      return this.gateway.fetchPayment(id)
    }
  }
}
