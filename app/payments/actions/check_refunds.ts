import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import SendRefund from '#app/payments/actions/send_refund'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import CallPace from '#app/payments/gateways/call_pace'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RecordSighting from '#app/payments/ledger/record_sighting'
import Refund from '#app/payments/models/refund'

/** Refunds are checked when they are this old, and as often. */
const EVERY = { minutes: 30 }

const REFUNDS_A_RUN = 500

/** Asks the gateway about refunds that it has not finished, and repeats requests without a known outcome. */
@inject()
export default class CheckRefunds {
  constructor(
    private gateway: PaymentGateway,
    private pace: CallPace,
    private sendRefund: SendRefund,
    private recordSighting: RecordSighting,
    private clock: Clock
  ) {}

  /** @throws {GatewayUnavailable} */
  async handle(): Promise<void> {
    for (const refund of await this.due()) {
      await Refund.query()
        .where('id', refund.id)
        .update({ updatedAt: sqlTime(this.clock.now()) })
      await this.pace.turn()
      await this.check(refund).catch(ignoreRefusals)
    }
  }

  private async due(): Promise<Refund[]> {
    return Refund.query()
      .whereIn('state', ['requested', 'pending'])
      .where('updatedAt', '<=', sqlTime(this.clock.now().minus(EVERY)))
      .orderBy('updatedAt')
      .limit(REFUNDS_A_RUN)
  }

  private async check({ id: refundId, state, gatewayRefundId }: Refund) {
    if (state === 'requested' || !gatewayRefundId) return this.sendRefund.handle({ refundId })
    const refund = await this.gateway.fetchRefund(gatewayRefundId)
    await this.recordSighting.handle({
      source: 'reconciliation',
      isFetched: true,
      refunds: [refund],
    })
  }
}

/** A refused request became a finding; an unknown refund is one of the nightly comparison's. */
function ignoreRefusals(error: unknown) {
  if (!(error instanceof GatewayRefused)) throw error
}
