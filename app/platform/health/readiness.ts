import type { HealthChecks } from '@adonisjs/core/health'
import type { Logger } from '@adonisjs/core/logger'
import type { HealthCheckReport } from '@adonisjs/core/types/health'

/** Load balancers poll often and concurrently, which must not burden the services. */
const FRESH_FOR_IN_MS = 1_000

/**
 * Reports whether the services that this process needs are available. Checks them at most once a
 * second.
 */
export default class Readiness {
  private latest?: Promise<HealthCheckReport>
  private staleAt = 0
  private down = ''

  constructor(
    private checks: HealthChecks,
    private logger: Logger,
    private now = () => performance.now()
  ) {}

  report(): Promise<HealthCheckReport> {
    if (!this.latest || this.now() >= this.staleAt) {
      this.staleAt = Number.POSITIVE_INFINITY // until the result is known
      this.latest = this.ask()
    }
    return this.latest
  }

  private async ask(): Promise<HealthCheckReport> {
    try {
      const report = await this.checks.run()
      this.tell(report)
      return report
    } finally {
      this.staleAt = this.now() + FRESH_FOR_IN_MS
    }
  }

  /** Logs the report if it has changed. */
  private tell({ checks }: HealthCheckReport) {
    const failed = checks.filter(({ status }) => status === 'error')
    const down = failed.map(({ name }) => name).join(', ')
    if (down === this.down) return
    this.down = down
    if (!down) return this.logger.info('all services are available again')
    for (const { name, meta } of failed)
      this.logger.warn({ service: name, err: meta?.error }, 'a service is unavailable')
  }
}
