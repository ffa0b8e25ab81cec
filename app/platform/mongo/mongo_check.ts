import { BaseCheck, Result } from '@adonisjs/core/health'
import type { HealthCheckResult } from '@adonisjs/core/types/health'
import type Mongo from '#app/platform/mongo/mongo'

/** Whether MongoDB answers, for the readiness report. */
export default class MongoCheck extends BaseCheck {
  name = 'MongoDB'

  constructor(private mongo: Mongo) {
    super()
  }

  async run(): Promise<HealthCheckResult> {
    try {
      await this.mongo.ping()
      return Result.ok('MongoDB answers')
    } catch (error) {
      return Result.failed('MongoDB does not answer', error as Error)
    }
  }
}
