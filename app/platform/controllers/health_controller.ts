import { inject } from '@adonisjs/core'
import { HealthChecks } from '@adonisjs/core/health'
import type { HttpContext } from '@adonisjs/core/http'

@inject()
export default class HealthController {
  constructor(private checks: HealthChecks) {}

  /** Whether the process serves; asks nobody else. */
  live() {
    return { status: 'ok', uptime: process.uptime(), timestamp: new Date().toISOString() }
  }

  /** Whether the databases answer too. */
  async ready({ response }: HttpContext) {
    const report = await this.checks.run()
    response.status(report.isHealthy ? 200 : 503)
    return {
      status: report.isHealthy ? 'ok' : 'error',
      checks: report.checks.map(({ name, status, message }) => ({ name, status, message })),
    }
  }
}
