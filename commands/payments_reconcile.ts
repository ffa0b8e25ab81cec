import { DateTime } from 'luxon'
import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import type { Difference } from '#app/payments/reconciliation/difference'

/** Compares payments with the gateway at once, instead of at night. */
export default class PaymentsReconcile extends ConsoleCommand {
  static commandName = 'payments:reconcile'
  static description = 'Compare payments and refunds with Razorpay, and record what is missing here'
  static help = [
    'Compares the last five days, unless --since says otherwise. An interrupted comparison continues when it is repeated.',
    'Exits with 1 if findings are open or Razorpay is unavailable.',
  ]

  @flags.string({ description: 'Start: a date such as 2026-11-01, or a duration such as 2d or 6h' })
  declare since?: string

  @flags.string({ description: 'End: a date or duration, five minutes ago by default' })
  declare until?: string

  @flags.string({ description: 'Check one order only: its id at the gateway (order_…)' })
  declare order?: string

  @flags.boolean({ description: 'Print the differences without recording anything' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async perform() {
    const { describeDifference } = await import('#app/payments/reconciliation/difference')
    const { default: CountFindings } = await import('#app/payments/queries/count_findings')
    const differences: Difference[] = []
    const onDifference = (difference: Difference) => {
      if (this.json) differences.push(difference)
      else this.print(describeDifference(difference))
    }

    const count = await this.compare(onDifference)
    const countFindings = await this.app.container.make(CountFindings)
    const findings = await countFindings.handle()
    if (this.json) this.print(JSON.stringify({ differences, findings }, null, 2))
    else this.print(`${count} differences, ${findings} open findings.`)
    if (findings > 0) this.exitCode = 1
  }

  private async compare(onDifference: (difference: Difference) => void): Promise<number> {
    const isDryRun = this.dryRun ?? false
    if (this.order) {
      const { default: Action } = await import('#app/payments/actions/reconcile_order')
      const reconcileOrder = await this.app.container.make(Action)
      return reconcileOrder.handle({ gatewayOrderId: this.order, isDryRun, onDifference })
    }
    const { default: Action } = await import('#app/payments/actions/reconcile_payments')
    const { default: Clock } = await import('#app/platform/clock')
    const { recentSpan } = await import('#app/payments/reconciliation/recent_span')
    const { timeIn } = await import('#app/payments/reconciliation/time_in')
    const reconcile = await this.app.container.make(Action)
    const clock = await this.app.container.make(Clock)
    const now = clock.now()
    const recent = recentSpan(now)
    const since = this.since ? timeIn(this.since, now) : recent.since
    const until = this.until ? DateTime.min(timeIn(this.until, now), recent.until) : recent.until
    const name = `console ${this.since ?? ''}..${this.until ?? ''}`
    return reconcile.handle({ name, since, until, isDryRun, onDifference })
  }
}
