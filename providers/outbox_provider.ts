import { configProvider } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Worker } from '@adonisjs/queue'
import type { Adapter, QueueManagerConfig } from '@adonisjs/queue/types'
import Capabilities from '#app/platform/capabilities'
import { waitFor } from '#app/platform/patience'

/**
 * Keeps the outbox going: recurring jobs are scheduled by whatever starts the server, and a server without Redis
 * works the queue itself. With Redis, `node ace queue:work` does.
 */
export default class OutboxProvider {
  private worker?: Worker
  private finished?: Promise<void>

  constructor(protected app: ApplicationService) {}

  /** A queue that is away is waited for like a database. */
  async start() {
    if (this.app.getMode() === 'warmup' || this.app.getEnvironment() !== 'web') return
    if (this.app.config.get('queue.default') !== 'redis') return

    const redis = await this.app.container.make('redis')
    await waitFor('Redis (REDIS_URL)', () => redis.ping())
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web') return

    const capabilities = await this.app.container.make(Capabilities)
    for (const { id, cron, every, run } of capabilities.schedules) {
      const { default: RecurringJob } = await run()
      const schedule = RecurringJob.schedule({}).id(id)
      await (cron ? schedule.cron(cron) : schedule.every(every!)).run()
    }

    if (this.app.config.get('queue.default') !== 'redis') await this.startWorker()
  }

  async shutdown() {
    await this.worker?.stop()
    await this.finished
  }

  private async startWorker() {
    const { Worker } = await import('@adonisjs/queue')
    const config = this.app.config.get<QueueManagerConfig>('queue')
    const adapter = await configProvider.resolve<() => Adapter>(this.app, config.adapters.database)
    const worker = new Worker({
      ...config,
      worker: { ...config.worker, gracefulShutdown: false },
      autoLoadJobs: false,
      adapters: { database: adapter! },
      jobFactory: (Job) => this.app.container.make(Job),
      logger: await this.app.container.make('logger'),
    })
    this.worker = worker
    this.finished = worker.start(['default'])
  }
}
