import type { ApplicationService } from '@adonisjs/core/types'
import { usesRedis } from '#config/redis'
import Capabilities from '#app/platform/capabilities'
import Clock from '#app/platform/clock'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import WakeUp from '#app/platform/jobs/wake_up'
import Worker from '#app/platform/jobs/worker'
import { waitFor } from '#app/platform/timeouts'

/**
 * Runs background jobs: in the server without Redis; with Redis, `node ace jobs:work` runs them in
 * separate processes.
 */
export default class OutboxProvider {
  private worker?: Worker

  constructor(protected app: ApplicationService) {}

  register() {
    const { container } = this.app
    container.singleton(WakeUp, async (resolver) => {
      const redis = usesRedis ? await resolver.make('redis') : undefined
      return new WakeUp(redis, await resolver.make('logger'))
    })
    container.singleton(RecurringJobs, async (resolver) => {
      const { schedules } = await resolver.make(Capabilities)
      return new RecurringJobs(schedules, await resolver.make(Clock), await resolver.make('logger'))
    })
  }

  /** A server needs Redis for its rate limits, so startup waits for it as for a database. */
  async start() {
    if (this.app.getMode() === 'warmup') return

    this.worker = await this.app.container.make(Worker)
    this.app.container.bindValue(Worker, this.worker) // one per process
    if (this.app.getEnvironment() !== 'web' || !usesRedis) return

    const redis = await this.app.container.make('redis')
    await waitFor('Redis (REDIS_URL)', () => redis.ping())
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web' || usesRedis) return

    this.worker?.start()
  }

  async shutdown() {
    await this.worker?.stop()
  }
}
