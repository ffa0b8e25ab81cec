import { HealthChecks } from '@adonisjs/core/health'
import type { ApplicationService } from '@adonisjs/core/types'
import Capabilities from '#app/platform/capabilities'
import GracefulShutdown from '#app/platform/graceful_shutdown'
import Readiness from '#app/platform/health/readiness'
import ReadinessCheck from '#app/platform/health/readiness_check'
import type ServiceCheck from '#app/platform/health/service_check'
import Worker from '#app/platform/jobs/worker'

/** Registers the services that a process needs to be ready. */
export default class HealthProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(GracefulShutdown, () => new GracefulShutdown())
    this.app.container.singleton(Readiness, async (resolver) => {
      const all = [...(await this.ofServices()), ...(await this.whereJobsAreWorked())]
      return new Readiness(new HealthChecks().register(all), await resolver.make('logger'))
    })
  }

  private async ofServices(): Promise<ReadinessCheck[]> {
    const { checks } = await this.app.container.make(Capabilities)
    const made = await Promise.all(
      checks.map(async (load) => {
        const { default: Check } = await load()
        const check: ServiceCheck = await this.app.container.make(Check)
        return check
      })
    )
    return made
      .filter(({ isNeeded }) => isNeeded)
      .map((check) => new ReadinessCheck(check.name, () => check.ask()))
  }

  private async whereJobsAreWorked(): Promise<ReadinessCheck[]> {
    const worker = await this.app.container.make(Worker)
    if (!worker.isStarted) return []
    const look = async () => {
      if (!worker.isAlive) throw new Error('The worker of this process is stuck')
    }
    return [new ReadinessCheck('Jobs', look)]
  }
}
