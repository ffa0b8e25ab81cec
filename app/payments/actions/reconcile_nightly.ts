import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import ReconcilePayments from '#app/payments/actions/reconcile_payments'
import { recentSpan } from '#app/payments/reconciliation/recent_span'

/** Compares the payments of the last days with the gateway. */
@inject()
export default class ReconcileNightly {
  constructor(
    private reconcile: ReconcilePayments,
    private clock: Clock
  ) {}

  /** @throws {GatewayUnavailable} the next attempt continues */
  async handle(): Promise<void> {
    await this.reconcile.handle({ name: 'nightly', ...recentSpan(this.clock.now()) })
  }
}
