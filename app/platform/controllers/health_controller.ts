import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import GracefulShutdown from '#app/platform/graceful_shutdown'
import Readiness from '#app/platform/health/readiness'

@inject()
export default class HealthController {
  constructor(
    private readiness: Readiness,
    private shutdown: GracefulShutdown
  ) {}

  /** Reports that the process is alive, without checking any service. */
  live() {
    return { status: 'ok', uptime: process.uptime(), timestamp: new Date().toISOString() }
  }

  /**
   * Reports whether the process should get requests: not during shutdown, nor while a service is
   * unavailable.
   */
  async ready({ response }: HttpContext) {
    if (this.shutdown.hasBegun) return response.status(503).send({ status: 'leaving', checks: [] })
    const { isHealthy, checks } = await this.readiness.report()
    if (!isHealthy) response.status(503).header('retry-after', '1')
    return {
      status: isHealthy ? 'ok' : 'error',
      checks: checks.map(({ name, status, message }) => ({ name, status, message })),
    }
  }
}
