import { inject } from '@adonisjs/core'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import { type CheckResult, ok, warning } from '#app/operations/doctor/check_result'

const CHECK = 'Captures'
const REMEDY =
  'Turn on automatic capture in the settings of the Razorpay account, and capture these payments there. Otherwise Razorpay refunds them.'

/**
 * Checks that the gateway captures what learners pay. The API doesn't tell the account's setting, but payments that
 * stay authorized do.
 */
@inject()
export default class CheckCaptures {
  constructor(private gateway: PaymentGateway) {}

  async handle(): Promise<CheckResult[]> {
    const ids = await this.gateway.listUncaptured()
    if (ids.length === 0) return [ok(CHECK, 'No payment of the last three days lacks its capture.')]
    const detail = `Payments that were authorized over an hour ago, but not captured: ${ids.join(', ')}.`
    return [warning(CHECK, detail, REMEDY)]
  }
}
