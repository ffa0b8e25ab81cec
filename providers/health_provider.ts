import { HealthChecks } from '@adonisjs/core/health'
import type { ApplicationService } from '@adonisjs/core/types'
import { smtp } from '#config/mail'
import { usesRedis } from '#config/redis'
import FileStore from '#app/media/file_store'
import Departure from '#app/platform/departure'
import Readiness from '#app/platform/health/readiness'
import ServiceCheck from '#app/platform/health/service_check'
import Worker from '#app/platform/jobs/worker'
import { reachMailServer } from '#app/platform/mail/mail_server'
import Mongo from '#app/platform/mongo/mongo'

/** Says which services a process needs to be ready. */
export default class HealthProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(Departure, () => new Departure())
    this.app.container.singleton(Readiness, async (resolver) => {
      const all = [
        ...this.always(),
        ...this.whereConfigured(),
        ...(await this.whereJobsAreWorked()),
      ]
      return new Readiness(new HealthChecks().register(all), await resolver.make('logger'))
    })
  }

  private always(): ServiceCheck[] {
    const { container } = this.app
    return [
      new ServiceCheck('SQL', async () => {
        const db = await container.make('lucid.db')
        await db.rawQuery('select 1')
      }),
      new ServiceCheck('MongoDB', async () => {
        const mongo = await container.make(Mongo)
        await mongo.ping()
      }),
      new ServiceCheck('Files', async () => {
        const files = await container.make(FileStore)
        await files.reach()
      }),
    ]
  }

  private whereConfigured(): ServiceCheck[] {
    const checks: ServiceCheck[] = []
    if (usesRedis) {
      const ping = async () => {
        const redis = await this.app.container.make('redis')
        await redis.ping()
      }
      checks.push(new ServiceCheck('Redis', ping))
    }
    if (smtp) checks.push(new ServiceCheck('Mail', () => reachMailServer(smtp!)))
    return checks
  }

  private async whereJobsAreWorked(): Promise<ServiceCheck[]> {
    const worker = await this.app.container.make(Worker)
    if (!worker.isStarted) return []
    const look = async () => {
      if (!worker.isAlive) throw new Error('The worker of this process is stuck')
    }
    return [new ServiceCheck('Jobs', look)]
  }
}
