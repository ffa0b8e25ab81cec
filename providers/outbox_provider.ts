import { configProvider } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Worker } from '@adonisjs/queue'
import type { Adapter, QueueManagerConfig } from '@adonisjs/queue/types'
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

    const { default: SweepOutbox } = await import('#app/platform/outbox/jobs/sweep_outbox')
    const { default: PurgeExpiredJob } = await import('#app/accounts/jobs/purge_expired_job')
    const { default: PurgeUploads } = await import('#app/media/jobs/purge_uploads')
    await SweepOutbox.schedule({}).id('platform.sweep_outbox').every('5s').run()
    await PurgeExpiredJob.schedule({}).id('accounts.purge_expired').cron('17 3 * * *').run()
    await PurgeUploads.schedule({}).id('media.purge_uploads').cron('47 3 * * *').run()

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
