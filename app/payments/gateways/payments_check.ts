import { inject } from '@adonisjs/core'
import config from '#config/payments'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import ServiceCheck from '#app/platform/health/service_check'

/** Not critical: a process without payments still serves courses. */
@inject()
export default class PaymentsCheck extends ServiceCheck {
  readonly name = 'Payments'
  readonly uses = config.razorpay ? 'Razorpay' : 'Sandbox'
  readonly remedy = 'Correct RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET, and let HTTPS through.'
  readonly isNeeded = false

  constructor(private gateway: PaymentGateway) {
    super()
  }

  async ask() {
    await this.gateway.ping()
    return 'Answers'
  }
}
