import { inject } from '@adonisjs/core'
import type Reconciliation from '#app/payments/models/reconciliation'
import ComparePayments from '#app/payments/reconciliation/compare_payments'
import CompareRefunds from '#app/payments/reconciliation/compare_refunds'
import type { Difference } from '#app/payments/reconciliation/difference'
import ReconciliationRuns, { type Span } from '#app/payments/reconciliation/reconciliation_runs'
import { type Window, windowsBetween } from '#app/payments/reconciliation/windows'

interface Request extends Span {
  /** Compares without writing anything, not even its progress. */
  isDryRun?: boolean
  /** Name of the request: repeating it continues an interrupted comparison. */
  name: string
  onDifference?: (difference: Difference) => void
}

/**
 * Compares payments and refunds of a span of time with the gateway, window by window, and records what the gateway
 * knows better. Memory is bounded by what was paid in one window.
 */
@inject()
export default class ReconcilePayments {
  constructor(
    private runs: ReconciliationRuns,
    private comparePayments: ComparePayments,
    private compareRefunds: CompareRefunds
  ) {}

  /**
   * @returns the number of differences
   * @throws {ReconciliationRunning}
   * @throws {GatewayUnavailable} after remembering how far it got
   */
  async handle({ name, isDryRun = false, onDifference, ...span }: Request): Promise<number> {
    if (isDryRun) return this.compareAll(span, { isDryRun, onDifference })
    const run = await this.runs.during(name, span, (current) => this.work(current, onDifference))
    return run.differences
  }

  private async work(run: Reconciliation, onDifference: Request['onDifference']) {
    const { position: since, spanEnd: until } = run
    for (const window of windowsBetween(since, until)) {
      const found = await this.compare(window, { isDryRun: false, onDifference })
      await run.merge({ position: window.end, differences: run.differences + found }).save()
    }
  }

  private async compareAll(span: Span, how: Pick<Request, 'isDryRun' | 'onDifference'>) {
    let differences = 0
    for (const window of windowsBetween(span.since, span.until))
      differences += await this.compare(window, how)
    return differences
  }

  private async compare(
    window: Window,
    { isDryRun = false, onDifference }: Pick<Request, 'isDryRun' | 'onDifference'>
  ): Promise<number> {
    let differences = 0
    for (const comparison of [this.comparePayments, this.compareRefunds]) {
      for await (const difference of comparison.handle(window, { isDryRun })) {
        differences += 1
        onDifference?.(difference)
      }
    }
    return differences
  }
}
