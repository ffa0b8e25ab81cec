import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import Departure from '#app/platform/departure'
import Readiness from '#app/platform/health/readiness'

@inject()
export default class HealthController {
  constructor(
    private readiness: Readiness,
    private departure: Departure
  ) {}

  /** Whether the process serves; asks nobody else. */
  live() {
    return { status: 'ok', uptime: process.uptime(), timestamp: new Date().toISOString() }
  }

  /** Whether it should be sent requests: not once it was told to end, nor while a service is away. */
  async ready({ response }: HttpContext) {
    if (this.departure.hasBegun) return response.status(503).send({ status: 'leaving', checks: [] })
    const { isHealthy, checks } = await this.readiness.report()
    if (!isHealthy) response.status(503).header('retry-after', '1')
    return {
      status: isHealthy ? 'ok' : 'error',
      checks: checks.map(({ name, status, message }) => ({ name, status, message })),
    }
  }
}
