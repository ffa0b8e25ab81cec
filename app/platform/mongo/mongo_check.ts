import { inject } from '@adonisjs/core'
import config from '#config/mongo'
import ServiceCheck from '#app/platform/health/service_check'
import Mongo from '#app/platform/mongo/mongo'

@inject()
export default class MongoCheck extends ServiceCheck {
  readonly name = 'MongoDB'
  readonly uses = config.uri ? 'MongoDB' : 'Embedded, MongoDB-compatible'
  readonly isNeeded = true
  readonly remedy = 'Start MongoDB, or correct MONGODB_URI; from the outside, its access list too.'

  constructor(private mongo: Mongo) {
    super()
  }

  async ask() {
    const { version } = await this.mongo.connection.getClient().db().command({ buildInfo: 1 })
    return `Version ${version}`
  }
}
